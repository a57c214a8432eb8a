import type { UserSummary } from '../api/index.ts';
import { plain } from './plainText.ts';

/** What a person calls a user: the name, else the email, else the id. Plain text, never empty. */
export function userName(user: Pick<UserSummary, 'id' | 'firstName' | 'lastName' | 'email'>): string {
  return plain(`${user.firstName ?? ''} ${user.lastName ?? ''}`) || plain(user.email ?? '') || userNumber(user);
}

function userNumber({ id }: Pick<UserSummary, 'id'>): string {
  return `User ${plain(String(id))}`;
}
