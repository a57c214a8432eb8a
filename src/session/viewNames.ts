import * as vscode from 'vscode';
import type { Clearing } from '../ui/clearing.ts';
import { plain } from '../ui/plainText.ts';
import { accountName } from './profiles/profile.ts';
import type { Session } from './session.ts';

/** A view with rows of the account. */
interface Named {
  readonly view: vscode.TreeView<unknown>;
  readonly clearing: Clearing;
}

/**
 * Writes the active account and environment ("Acme · Staging") beside the title of every view, as soon as no row of
 * another account stands there.
 */
export function nameViews(session: Session, views: readonly Named[]): vscode.Disposable {
  let latest = '';
  const name = (shown: Parameters<typeof accountName>[0] | undefined) => {
    const description = shown ? plain(accountName(shown), 80) : '';
    latest = description;
    for (const { view, clearing } of views) {
      void clearing.done().then(() => {
        if (latest === description) view.description = description;
      });
    }
  };
  return vscode.Disposable.from(
    session.onDidChange((state) => {
      for (const { view } of views) view.description = '';
      if (state.kind === 'signedIn') name(state.account);
      else name(state.kind === 'unavailable' ? state.profile : undefined);
    }),
    session.onDidDescribe(name),
  );
}
