import { plain } from './plainText.ts';

/** "ROLE_BILLING_MANAGER" → "Billing manager". Roles that we do not know read the same way. */
export function roleName(role: string): string {
  const words = plain(role, 60)
    .replace(/^ROLE_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
