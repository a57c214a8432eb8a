import * as vscode from 'vscode';
import type { ViewId } from '../contributes/views.ts';
import { pressedRow, type RowView } from './goOn.ts';
import { showDone } from './notify.ts';

/** A value of a row, and what it is called. Plain text. */
export interface Copied {
  readonly label: string;
  readonly text: string;
}

/** A view whose rows can be copied. */
export interface Copyable {
  readonly viewId: ViewId;
  readonly view: RowView;
  /** What of a row is copied; `undefined` for what is no row of this view, or has nothing to copy. */
  copyOf(row: unknown): Copied | undefined;
}

/** `Tripartie: Copy Value` @param argument a row, or the view whose row with the focus is meant */
export async function copyValue(views: readonly Copyable[], argument: unknown): Promise<void> {
  const focused = views.find(({ viewId }) => viewId === argument);
  const row = focused ? await pressedRow(focused.view) : argument;
  for (const view of views) {
    const copied = view.copyOf(row);
    if (!copied) continue;
    await vscode.env.clipboard.writeText(copied.text);
    showDone(`${copied.label} copied`);
    return;
  }
}
