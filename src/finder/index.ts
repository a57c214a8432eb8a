import * as vscode from 'vscode';
import { registerCommand } from '../ui/commands.ts';
import type { Finder, Surroundings } from './finder.ts';
import { isLookedAt } from './lookedAt.ts';

/**
 * Whose key is this: in hovers, in files that are open, in the whole workspace. All of it is loaded with the first document
 * of a window in which somebody is signed in, or with a command.
 */
export function registerFinder(surroundings: Surroundings): vscode.Disposable {
  const { session } = surroundings;
  let loading: Promise<Finder> | undefined;
  let isDisposed = false;
  let isSignedIn = false;
  const load = () => {
    loading ??= import('./finder.ts').then(({ Finder }) => {
      const loaded = new Finder(surroundings);
      if (isDisposed) loaded.dispose();
      return loaded;
    });
    // What could not be loaded is loaded when it is asked for again.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  const look = () => {
    const isWorth = isSignedIn && vscode.workspace.textDocuments.some(isLookedAt);
    if (isWorth) load().catch(() => undefined);
  };
  return vscode.Disposable.from(
    session.onDidChange(({ kind }) => {
      isSignedIn = kind === 'signedIn';
      look();
    }),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidGrantWorkspaceTrust(look),
    registerCommand('tripartie.findStoredSecrets', async () => (await load()).search()),
    registerCommand('tripartie.closeFound', async () => (await load()).closeFound()),
    registerCommand('tripartie.moveSecretToEnv', async (place) => (await load()).move(place)),
    registerCommand('tripartie.notHere', async (place) => (await load()).dismiss(place, true)),
    registerCommand('tripartie.reportHere', async (place) => (await load()).dismiss(place, false)),
    {
      dispose: () => {
        isDisposed = true;
        loading?.then(
          (loaded) => loaded.dispose(),
          () => undefined,
        );
      },
    },
  );
}
