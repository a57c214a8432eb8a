import type * as vscode from 'vscode';

/**
 * The secrets of an editor in a browser, as VS Code keeps them there: each window reads all of them when it is loaded,
 * hears of no other window, and writes all that it has with each change.
 */
export class BrowserSecrets {
  /** What a window that is loaded now reads. */
  kept: ReadonlyMap<string, string> = new Map();

  openWindow(): vscode.SecretStorage {
    const copy = new Map(this.kept);
    const save = () => {
      this.kept = new Map(copy);
    };
    return {
      get: async (key) => copy.get(key),
      store: async (key, value) => {
        copy.set(key, value);
        save();
      },
      delete: async (key) => {
        copy.delete(key);
        save();
      },
      onDidChange: () => ({ dispose: () => undefined }),
    };
  }
}
