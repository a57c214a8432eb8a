/** The entry of the secret store that lists rotations, since not every store can list its keys. */
export const INDEX_KEY = 'tripartie.rotations';

/** The rotations that the entry lists; what this version did not write lists none. */
export function idsIn(entry: string | undefined): string[] {
  try {
    const ids: unknown = JSON.parse(entry ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
