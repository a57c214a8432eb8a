import * as vscode from 'vscode';
import { runEditorCommand } from './commands.ts';

/** What it takes of a view to know which row a key was pressed on. */
export interface RowView {
  readonly selection: readonly unknown[];
  reveal(row: unknown, options: { readonly select: boolean; readonly focus: boolean }): Thenable<void>;
}

/**
 * The row of a view that a key was pressed on. The arrow keys move the focus only, and VS Code tells what is selected.
 * Where no row has the focus, it is the one that was selected, as a new row is; VS Code takes that away meanwhile.
 */
export async function pressedRow(
  view: RowView,
  select = () => runEditorCommand('list.selectAndPreserveFocus'),
): Promise<unknown> {
  const [selected] = view.selection;
  await select();
  const [row] = view.selection;
  if (row !== undefined || selected === undefined) return row;
  await view.reveal(selected, { select: true, focus: true }).then(undefined, () => undefined);
  return selected;
}

/**
 * Goes on at another row when what is done takes the rows away that it was done on: VS Code leaves the focus nowhere.
 * Only for who has these rows selected, and is not elsewhere by then.
 * @param act returns the row to go on at, if any
 */
export async function goOnAfter<R>(
  view: vscode.TreeView<R>,
  isThere: (row: R) => boolean,
  act: () => Promise<R | undefined>,
  select = true,
): Promise<void> {
  const stayed = staysAt(view, isThere);
  const next = await act();
  if (stayed() && next !== undefined) await view.reveal(next, { select, focus: true });
}

/** Whether such a row is selected, and nothing else was since, nor anything done in an editor or a terminal. */
function staysAt<R>(view: vscode.TreeView<R>, isThere: (row: R) => boolean): () => boolean {
  let stayed = view.selection.some(isThere);
  const leave = () => {
    stayed = false;
  };
  const watch = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(leave),
    vscode.window.onDidChangeTextEditorSelection(leave),
    vscode.window.onDidChangeActiveTerminal(leave),
  );
  return () => {
    watch.dispose();
    return stayed && view.visible && view.selection.every(isThere);
  };
}
