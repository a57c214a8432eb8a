import * as vscode from 'vscode';
import { requireAccount, WRITES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import type { Draft } from '../ui/form.ts';
import type { Place } from './place.ts';

/** What VS Code calls the walkthrough of `package.json`: the extension's identifier, and its own. */
const WALKTHROUGH = 'tripartie-community.tripartie-account#getStarted';

const VALIDATE = 'tripartie.validateEmail';

/** What was typed into the forms, by command and, where nobody is signed in, by environment. */
class Drafts {
  readonly #drafts = new Map<string, Draft>();

  of(id: string, place?: Place): Draft {
    const key = `${id} ${place?.name ?? ''}`;
    const draft = this.#drafts.get(key) ?? new Map();
    this.#drafts.set(key, draft);
    return draft;
  }

  clear(): void {
    this.#drafts.clear();
  }
}

/** The commands on one's own account, and the one that founds another. Each is read when it is called first. */
export function registerAccountCommands(session: Session): vscode.Disposable {
  const drafts = new Drafts();
  const onAccount = (id: string, act: (account: Account, draft: Draft) => Promise<void>) =>
    vscode.commands.registerCommand(id, async () => {
      const account = await requireAccount(session, WRITES);
      if (account) await act(account, drafts.of(id));
    });
  const atPlace = (id: string, title: string, act: (place: Place, draft: Draft) => Promise<void>) =>
    vscode.commands.registerCommand(id, async () => {
      const { choosePlace } = await import('./place.ts');
      const place = await choosePlace(session, title);
      if (place) await act(place, drafts.of(id, place));
    });
  const validateEmail = async (place: Place, draft: Draft) =>
    (await import('./validateEmail.ts')).validateEmail(place, draft);
  return vscode.Disposable.from(
    onAccount('tripartie.changePassword', async (account, draft) =>
      (await import('./changePassword.ts')).changePassword(account, draft),
    ),
    onAccount('tripartie.changeEmail', async (account, draft) =>
      (await import('./changeEmail.ts')).changeEmail(account, draft),
    ),
    onAccount('tripartie.editProfile', async (account, draft) =>
      (await import('./editProfile.ts')).editProfile(account, draft),
    ),
    atPlace(VALIDATE, 'Validate email address', validateEmail),
    atPlace('tripartie.registerOrganization', 'Register organization', async (place, draft) => {
      const { registerOrganization } = await import('./registerOrganization.ts');
      const next = drafts.of(VALIDATE, place);
      if (await registerOrganization(place, draft, next)) await validateEmail(place, next);
    }),
    vscode.commands.registerCommand('tripartie.openWalkthrough', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH),
    ),
    // What was typed for one account is not offered for another.
    session.onDidChange(() => drafts.clear()),
  );
}
