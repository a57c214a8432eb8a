import type { UserDetails } from '../api/index.ts';
import type { LiveRow } from '../ui/livePick.ts';
import { plain } from '../ui/plainText.ts';

/** What can be done with a user. */
export type UserAction = 'show' | 'copyEmail' | 'copyId' | 'edit' | 'unlock' | 'inviteLike' | 'remove';

/** A row that does something with the user; details are shown below them. */
export interface ActionRow extends LiveRow {
  readonly action: Exclude<UserAction, 'show'>;
}

/** What can be done with a user who was found, as rows: what is wanted most first. */
export function actionRows(user: UserDetails): ActionRow[] {
  const email = plain(user.email ?? '');
  return [
    ...(email ? [{ icon: 'copy', label: 'Copy email', description: email, action: 'copyEmail' } as const] : []),
    { icon: 'copy', label: 'Copy id', description: plain(String(user.id)), action: 'copyId' },
    { icon: 'edit', label: 'Edit user…', action: 'edit' },
    ...(user.lockdown
      ? [{ icon: 'unlock', label: 'Unlock…', description: 'cannot sign in now', action: 'unlock' } as const]
      : []),
    { icon: 'person-add', label: 'Invite similar user…', description: 'with the same roles', action: 'inviteLike' },
    { icon: 'trash', label: 'Remove from the organization…', action: 'remove' },
  ];
}
