import { inform, showDone } from '../ui/notify.ts';
import { pickMany } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import type { Permission, Permissions } from './permissions.ts';

/** `Tripartie: Revoke Debug Permissions…`: shows what this workspace may have without a question; all of it goes unless left out. */
export async function revokePermissions(permissions: Permissions): Promise<void> {
  const { all } = permissions;
  if (all.length === 0) {
    void inform('No debug session of this workspace gets a secret without a question.');
    return;
  }
  const answer = await pickMany<Permission>({
    title: 'Revoke debug permissions of this workspace',
    about: undefined,
    placeholder: 'Which secrets shall be asked for again?',
    noneSelected: 'select at least one',
    items: all.map((each) => ({ label: plain(each.what, 64), description: plain(each.who, 80), value: each })),
    selected: all,
  });
  if (answer.kind !== 'answer') return;
  await permissions.revoke(answer.value);
  showDone('Debug sessions of this workspace ask again');
}
