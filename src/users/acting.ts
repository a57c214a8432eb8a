import type { UserSummary } from '../api/index.ts';
import { requireAccount, WRITES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import type { Draft } from '../ui/form.ts';
import type { PagedTree } from '../ui/pagedTree.ts';
import type { UserAction } from './actions.ts';
import { copyEmail, copyId } from './copy.ts';
import { type Showing, showUser } from './details.ts';
import { editUser } from './edit.ts';
import { type InvitationStart, inviteUser } from './invite.ts';
import type { People } from './people.ts';
import { removeUser } from './remove.ts';
import { unlockUser } from './unlock.ts';

/** What the actions of the Users view work with. */
export interface UsersRoom {
  readonly session: Session;
  readonly people: People;
  readonly tree: PagedTree<UserSummary>;
  /** What was typed for somebody who is not invited yet. */
  invitationOf(account: Account): Draft;
  /** What was typed of users, by their id, that is not saved yet. */
  editsOf(account: Account): Map<string, Draft>;
  /** Whether the view shows those only who match something. */
  isFiltered(): boolean;
}

/** What can be done with a user, and with somebody who is to be one. */
export function acting({ session, people, tree, invitationOf, editsOf, isFiltered }: UsersRoom) {
  /** The account as one that may change something, where it still is the signed-in one and its profile is not read-only. */
  const changing = async ({ profileId }: Account): Promise<Account | undefined> => {
    const allowed = await requireAccount(session, WRITES);
    return allowed?.profileId === profileId ? allowed : undefined;
  };

  const invite = async (shown: Account, start: InvitationStart) => {
    const account = await changing(shown);
    if (!account) return;
    await inviteUser(account, invitationOf(account), start, async (user) => {
      if (await people.apply(account, (directory) => user && directory.changed(user))) tree.reset(false);
    });
  };

  const show = async (account: Account, user: UserSummary, showing?: Showing) => {
    return showUser(account, await people.of(account), user, showing);
  };

  const act: Readonly<Record<UserAction, (account: Account, user: UserSummary) => Promise<void>>> = {
    show: async (account, user) => {
      await show(account, user);
    },
    copyEmail: async (_, user) => copyEmail(user),
    copyId: async (_, user) => copyId(user),
    inviteLike: (account, like) => invite(account, { like }),
    edit: async (shown, user) => {
      const account = await changing(shown);
      if (!account) return;
      const edits = editsOf(account);
      const draft: Draft = edits.get(String(user.id)) ?? new Map();
      edits.set(String(user.id), draft);
      const changed = await editUser(account, user, draft);
      if (changed && (await people.apply(account, (directory) => directory.changed(changed)))) tree.update(changed);
    },
    unlock: async (shown, user) => {
      const account = await changing(shown);
      if (account) await unlockUser(account, user);
    },
    remove: async (shown, user) => {
      const account = await changing(shown);
      if (!account) return;
      if (!(await removeUser(account, user))) return;
      if (!(await people.apply(account, (directory) => directory.removed(user.id)))) return;
      if (isFiltered()) tree.reset(false);
      else tree.remove(String(user.id));
    },
  };

  return { act, invite, show };
}
