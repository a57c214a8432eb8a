import * as vscode from 'vscode';
import { runEditorCommand } from '../ui/commands.ts';
import { inform } from '../ui/notify.ts';

const EXTENSION = 'tripartie-community.tripartie-account';

/** Of Tripartie, as its API's contract names it. */
const WEBSITE = 'https://tripartie.com';

/** `Tripartie: Open Tripartie`, in a browser. */
export async function openTripartie(): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(WEBSITE));
}

/** `Tripartie: Report Issue…`, of this extension. */
export async function reportIssue(): Promise<void> {
  try {
    await runEditorCommand('workbench.action.openIssueReporter', { extensionId: EXTENSION });
  } catch {
    // In a browser it wants a public address for issues, which the extension does not have yet.
    const { version } = vscode.extensions.getExtension(EXTENSION)?.packageJSON ?? {};
    const versions = `Tripartie Account ${version}, VS Code ${vscode.version}`;
    const words = `This editor has no form for issues of this extension. Tell whoever gave it to you, with these versions: ${versions}.`;
    if (await inform(words, undefined, { id: 'copy', label: 'Copy Versions' })) {
      await vscode.env.clipboard.writeText(versions);
    }
  }
}

/** `Tripartie: Get Started`. */
export function openWalkthrough(): Promise<void> {
  return runEditorCommand('workbench.action.openWalkthrough', `${EXTENSION}#getStarted`);
}
