import * as vscode from 'vscode';
import type { UserSummary } from '../api/index.ts';
import type { CommandId } from '../contributes/commands.ts';
import type { Change } from '../session/account.ts';
import { requireAccount } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { registerCommand, setContext } from '../ui/commands.ts';
import type { Draft } from '../ui/form.ts';
import type { LiveInput } from '../ui/liveInput.ts';
import { perAccount } from '../ui/perAccount.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import type { UserAction } from './actions.ts';
import type { UserFilter } from './filter.ts';
import { People } from './people.ts';
import { createUsersTree } from './view.ts';

/** The Users view and its commands. What a command needs is read when it is called first. */
export function registerUsers(session: Session, reconnect: Reconnect) {
  const people = new People(session);
  const invitationOf = perAccount((): Draft => new Map());
  const editsOf = perAccount(() => new Map<string, Draft>());
  let filter: UserFilter | undefined;
  let asking: LiveInput | undefined;
  const tree = createUsersTree(session, {
    reconnect,
    filter: () => filter,
    onDidLoad: (users) => people.listed(users),
  });

  const setFilter = (next: UserFilter | undefined) => {
    filter?.dispose();
    filter = next;
    void setContext('tripartie.usersFiltered', next !== undefined);
  };

  const acting = async () =>
    (await import('./acting.ts')).acting({
      session,
      people,
      tree,
      invitationOf,
      editsOf,
      isFiltered: () => filter !== undefined,
    });

  const command = (id: CommandId, run: (account: Account, row: unknown) => Promise<void>) =>
    registerCommand(id, async (row?: unknown) => {
      // It may be for a row that the filter found, and what it shows takes the place of the filter's input.
      asking?.keep();
      const account = await requireAccount(session);
      if (account) await run(account, row);
    });

  /** A command on one user: the row it was called on, or one whom the person finds. */
  const onUser = (id: CommandId, purpose: string, action: UserAction) =>
    command(id, async (account, row) => {
      const user = tree.itemOf(row) ?? (await findFor(account, purpose));
      if (user) await (await acting()).act[action](account, user);
    });

  const findFor = async (account: Account, purpose: string) => {
    const known = await people.of(account);
    const picked = await (await import('./pick.ts')).pickUser({ account, known, purpose });
    if (picked?.kind !== 'user') return undefined;
    known.directory.chose(picked.user.id);
    return picked.user;
  };

  const disposables = vscode.Disposable.from(
    people,
    tree,
    session.onDidChange(() => {
      setFilter(undefined);
      tree.reset(true);
    }),
    session.onDidChangeKey(({ refused }) => tree.setStale(refused)),
    command('tripartie.findUser', async (account) => {
      const [{ findUser }, { act, invite, show }] = await Promise.all([import('./find.ts'), acting()]);
      await findUser(account, await people.of(account), {
        act: (action, user) => act[action](account, user),
        show: (user) => show(account, user, { withActions: true }),
        invite: (email) => invite(account, { email }),
      });
    }),
    command('tripartie.inviteUser', async (account) => (await acting()).invite(account, {})),
    onUser('tripartie.showUser', 'Show a user', 'show'),
    onUser('tripartie.copyUserEmail', 'Copy an email', 'copyEmail'),
    onUser('tripartie.copyUserId', 'Copy an id', 'copyId'),
    onUser('tripartie.editUser', 'Edit a user', 'edit'),
    onUser('tripartie.unlockUser', 'Unlock a user', 'unlock'),
    onUser('tripartie.inviteUserLike', 'Invite with the same roles as', 'inviteLike'),
    onUser('tripartie.removeUser', 'Remove a user', 'remove'),
    command('tripartie.filterUsers', async (account) => {
      const { askFilter, UserFilter } = await import('./filter.ts');
      const known = await people.of(account);
      const input = askFilter(account, known, filter?.query ?? '', (query) => {
        if (known.ended.aborted) return;
        if (query.trim() === '') clearFilter();
        else if (filter) filter.query = query;
        else {
          setFilter(new UserFilter(known, query, () => tree.reset(false)));
          tree.reset(false);
        }
      });
      asking = input;
      await input.closed;
      if (asking === input) asking = undefined;
    }),
    tree.view.onDidChangeSelection(({ selection }) => {
      if (selection.length > 0) asking?.keep();
    }),
    registerCommand('tripartie.clearUsersFilter', () => clearFilter()),
    { dispose: () => filter?.dispose() },
  );

  function clearFilter(): void {
    if (!filter) return;
    setFilter(undefined);
    tree.reset(false);
  }

  const refresh = () => {
    people.expire();
    void filter?.load();
    tree.reset(false);
  };
  const showChange = async (what: Change) => {
    if (what === 'me') await people.seeOneself();
    tree.reset(false);
  };
  return {
    tree,
    people,
    /** Whether the view shows everybody there is. */
    isComplete: () => filter === undefined && tree.isComplete,
    /** Shows somebody who is known, with all that can be done. @returns whether the person went back from there */
    showKnown: async (account: Account, id: UserSummary['id']) => {
      const known = await people.of(account);
      const user = known.directory.get(id);
      if (!user) return false;
      const { act, show } = await acting();
      const shown = await show(account, user, { withActions: true });
      if (shown.kind === 'answer' && shown.value && !known.ended.aborted) await act[shown.value](account, user);
      return shown.kind === 'back';
    },
    view: tree.view,
    clearing: tree.clearing,
    refresh,
    showChange,
    dispose: () => disposables.dispose(),
  };
}
