import * as vscode from 'vscode';
import type { ArgumentsOf, CommandId } from '../contributes/commands.ts';
import type { ContextKey, ContextKeys } from '../contributes/contextKeys.ts';

// The one place that names commands and context keys to VS Code: what it is given exists, and fits.

/** Commands of VS Code itself that are used here, with what they take. */
interface EditorCommands {
  /** Selects the row that has the focus of the keyboard. */
  readonly 'list.selectAndPreserveFocus': readonly [];
  /** Opens two documents beside each other. */
  readonly 'vscode.diff': readonly [
    left: vscode.Uri,
    right: vscode.Uri,
    title: string,
    options: vscode.TextDocumentShowOptions,
  ];
  /** Asks what is wrong, and hands it to whoever maintains an extension. */
  readonly 'workbench.action.openIssueReporter': readonly [about: { readonly extensionId: string }];
  readonly 'vscode.open': readonly [uri: vscode.Uri, options: vscode.TextDocumentShowOptions];
  /** Opens the file of debug configurations. */
  readonly 'workbench.action.debug.configure': readonly [];
  readonly 'workbench.trust.manage': readonly [];
  readonly 'workbench.action.openSettings': readonly [query: string];
  readonly 'workbench.action.openWalkthrough': readonly [id: string];
  readonly 'workbench.action.reloadWindow': readonly [];
}

/**
 * Registers a command. Every other extension, and every link, can call it with anything: what it is called with is
 * looked at before it is used; a view with several rows selected hands them over besides. What the handler gives is
 * dropped, so that no command returns a secret.
 */
export function registerCommand(
  id: CommandId,
  run: (argument: unknown, selected: unknown) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (argument?: unknown, selected?: unknown) => {
    await run(argument, selected);
  });
}

/** Runs one of this extension's commands, and ends when that has ended. */
export async function runCommand<Id extends CommandId>(id: Id, ...args: ArgumentsOf<Id>): Promise<void> {
  await vscode.commands.executeCommand(id, ...args);
}

/** Runs a command of VS Code. */
export async function runEditorCommand<Id extends keyof EditorCommands>(
  id: Id,
  ...args: EditorCommands[Id]
): Promise<void> {
  await vscode.commands.executeCommand(id, ...args);
}

/** A command for a row to run when it is selected. */
export function commandOf<Id extends CommandId>(id: Id, title: string, ...args: ArgumentsOf<Id>): vscode.Command {
  return { command: id, title, ...(args.length > 0 && { arguments: [...args] }) };
}

/** A command of VS Code for a row to run when it is selected. */
export function editorCommandOf<Id extends keyof EditorCommands>(
  id: Id,
  title: string,
  ...args: EditorCommands[Id]
): vscode.Command {
  return { command: id, title, arguments: [...args] };
}

/** Tells menus, welcome texts and the walkthrough. Ends when the window has heard of it. */
export async function setContext<Key extends ContextKey>(key: Key, value: ContextKeys[Key]): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
