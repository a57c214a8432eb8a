import * as vscode from 'vscode';
import { runEditorCommand } from '../ui/commands.ts';

const SCHEME = 'tripartie-env';

/** The question is asked over the first lines of the editor, so those are none of the file: both sides begin with these. */
const BEHIND_THE_QUESTION = '\n\n\n# The file begins below this line.\n';

/** Of the last one: an editor that is not closed yet would show its text again under the same address. */
let number = 0;

/** What is compared: a file as it is, and as it would be, without its values. */
export interface Preview {
  readonly title: string;
  /** Name of the file; it chooses the colours. */
  readonly fileName: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Shows both in a diff editor while `meanwhile` asks about them, and closes it then. The documents are in memory only,
 * and no secret is in them: an editor's content is kept by nobody, but it can be copied, searched and shared.
 */
export async function withPreview<T>(
  { title, fileName, before, after }: Preview,
  meanwhile: () => Promise<T>,
): Promise<T> {
  number += 1;
  const query = String(number);
  const uriOf = (side: 'before' | 'after') => vscode.Uri.from({ scheme: SCHEME, path: `/${side}/${fileName}`, query });
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) =>
      uri.query === query ? `${BEHIND_THE_QUESTION}${uri.path.startsWith('/before/') ? before : after}` : undefined,
  });
  try {
    await runEditorCommand('vscode.diff', uriOf('before'), uriOf('after'), title, { preview: true });
    return await meanwhile();
  } finally {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    // One that was asked for since stays.
    const own = ({ input }: vscode.Tab) =>
      input instanceof vscode.TabInputTextDiff && input.modified.toString() === uriOf('after').toString();
    await vscode.window.tabGroups.close(tabs.filter(own)).then(undefined, () => undefined);
    provider.dispose();
  }
}
