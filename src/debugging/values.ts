import type * as vscode from 'vscode';
import { isReference, type JsonString, stringsIn } from '../reference/index.ts';

/** A string of a debug configuration. */
export interface Value extends JsonString {
  readonly isReference: boolean;
  /** Offset of its last quotation mark, or of the end of the line where that is missing. */
  readonly innerEnd: number;
}

/** The strings of the debug configurations in a document; of a workspace file those of its `launch`. */
export function valuesIn(document: vscode.TextDocument): Value[] {
  const text = document.getText();
  const isWorkspace = document.uri.path.endsWith('.code-workspace');
  return stringsIn(text)
    .filter(({ path }) => !isWorkspace || path[0] === 'launch')
    .map((each) => {
      const isClosed = each.end - each.start > 1 && text[each.end - 1] === '"';
      return { ...each, isReference: isReference(each.value), innerEnd: isClosed ? each.end - 1 : each.end };
    });
}
