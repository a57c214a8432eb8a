import * as vscode from 'vscode';
import type { Clearing } from '../ui/clearing.ts';
import { plain } from '../ui/plainText.ts';
import { accountName } from './profiles/profile.ts';
import type { Session } from './session.ts';

/** A view, and when no row of another account stands in it any more. */
interface Named {
  readonly view: vscode.TreeView<unknown>;
  readonly clearing: Clearing;
}

/**
 * Writes the active account and environment ("Acme · Staging") beside the title of the Account view, as soon as no row of
 * another account stands in any. That it is read-only is a row of that view.
 * @param views all of them
 */
export function nameViews(session: Session, [account, ...others]: readonly [Named, ...Named[]]): vscode.Disposable {
  let latest = '';
  const name = async (shown: Parameters<typeof accountName>[0] | undefined) => {
    const description = shown ? plain(accountName({ ...shown, readOnly: false }), 80) : '';
    latest = description;
    await Promise.all([account, ...others].map(({ clearing }) => clearing.done()));
    if (latest === description) account.view.description = description;
  };
  return vscode.Disposable.from(
    session.onDidChange((state) => {
      account.view.description = '';
      if (state.kind === 'signedIn') void name(state.account);
      else void name(state.kind === 'unavailable' ? state.profile : undefined);
    }),
    session.onDidDescribe((described) => void name(described)),
  );
}
