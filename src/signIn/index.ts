import * as vscode from 'vscode';
import type { CommandId } from '../contributes/commands.ts';
import type { Environment, Variables } from '../platform/environment.ts';
import { accountName } from '../session/profiles/profile.ts';
import type { Account, Session } from '../session/session.ts';
import { REPLACE_KEY } from '../ui/buttons.ts';
import { registerCommand, runCommand } from '../ui/commands.ts';
import { Drafts } from '../ui/drafts.ts';
import type { Draft } from '../ui/form.ts';
import { warn } from '../ui/notify.ts';
import { registerAccountsMenu } from './accountsMenu.ts';
import type { Place } from './place.ts';

/** Signing in and out, the profiles, and what a person does who has no account yet. */
export function registerSignIn(session: Session, { variables }: Environment): vscode.Disposable {
  const manage = (id: CommandId, act: keyof typeof import('./manageProfile.ts')) =>
    registerCommand(id, async () => (await import('./manageProfile.ts'))[act](session));
  const retry = (id: CommandId, act: keyof typeof import('./lookAgain.ts')) =>
    registerCommand(id, async () => (await import('./lookAgain.ts'))[act](session));
  if (variables.TRIPARTIE_PERSONAL_KEY) void warnAboutVariable(variables);
  return vscode.Disposable.from(
    session.onDidChangeKey(({ account, refused }) => refused && void sayRefused(account)),
    registerAccountsMenu(session),
    registerBeforeAccount(session),
    registerCommand('tripartie.signIn', async (way?: unknown) => {
      const { isWay, signIn, signInBy } = await import('./signIn.ts');
      await (isWay(way) ? signInBy(session, way) : signIn(session));
    }),
    registerCommand('tripartie.switchProfile', async () => (await import('./switchProfile.ts')).switchProfile(session)),
    manage('tripartie.signOut', 'signOut'),
    manage('tripartie.renameProfile', 'renameProfile'),
    manage('tripartie.makeReadOnly', 'makeReadOnly'),
    manage('tripartie.allowChanges', 'allowChanges'),
    registerCommand('tripartie.replaceKey', async (id?: unknown) =>
      // A menu hands over the row that it was opened on.
      (await import('./manageProfile.ts')).replaceKey(session, typeof id === 'string' ? id : undefined),
    ),
    registerCommand('tripartie.forgetSecrets', async () => (await import('./forgetSecrets.ts')).forgetSecrets(session)),
    retry('tripartie.lookAgain', 'lookAgain'),
    retry('tripartie.reloadWindow', 'reloadWindow'),
  );
}

const VALIDATE = 'tripartie.validateEmail';

/** The commands that need no account: they found one, or make its address count. */
function registerBeforeAccount(session: Session): vscode.Disposable {
  const drafts = new Drafts();
  const atPlace = (id: CommandId, title: string, act: (place: Place, draft: Draft) => Promise<void>) =>
    registerCommand(id, async () => {
      const { choosePlace } = await import('./place.ts');
      const place = await choosePlace(session, title);
      if (place) await act(place, drafts.of(id, place.name));
    });
  const validateEmail = async (place: Place, draft: Draft) =>
    (await import('./validateEmail.ts')).validateEmail(place, draft);
  return vscode.Disposable.from(
    atPlace(VALIDATE, 'Validate email address', validateEmail),
    atPlace('tripartie.registerOrganization', 'Register organization', async (place, draft) => {
      const { registerOrganization } = await import('./registerOrganization.ts');
      const next = drafts.of(VALIDATE, place.name);
      if (await registerOrganization(place, draft, next)) await validateEmail(place, next);
    }),
    // What was typed for one account is not offered for another.
    session.onDidChange(() => drafts.clear()),
  );
}

async function warnAboutVariable(variables: Variables): Promise<void> {
  const { variableComplaint } = await import('../session/profiles/variableProfile.ts');
  const complaint = variableComplaint(variables);
  if (complaint) void warn(complaint);
}

/** Not a modal: nothing is lost, and what was asked for waits. */
async function sayRefused(account: Account): Promise<void> {
  const words = `Tripartie no longer accepts the key of ${accountName(account)}. Replace it, and what you were doing goes on.`;
  // It is the key of that profile that is replaced, whichever is shown by then.
  if (await warn(words, undefined, REPLACE_KEY)) await runCommand('tripartie.replaceKey', account.profileId);
}
