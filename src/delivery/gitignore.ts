import * as vscode from 'vscode';
import type { PersonFiles } from '../platform/personFiles.ts';
import { type EnvFile, look, type Refused, replace } from './envFile.ts';
import { repositoryRoot } from './git.ts';
import type { Damaged } from './put.ts';

/** A line that keeps git from a file, and where it goes. */
export interface IgnoreLine {
  readonly uri: vscode.Uri;
  readonly line: string;
}

/**
 * Where git is told to leave a file alone: at the root of its repository, as people look there first, or beside it where
 * the root is not in the workspace folder.
 */
export async function ignoreLineFor(folder: vscode.Uri, { uri }: EnvFile): Promise<IgnoreLine | undefined> {
  const root = await repositoryRoot(uri);
  if (root === 'none' || root === 'unknown') return undefined;
  const beside = vscode.Uri.joinPath(uri, '..');
  const at = `${root.path}/`.startsWith(`${folder.path}/`) ? root : beside;
  const inside = uri.path.slice(at.path.length).replace(/^\//, '');
  // No line says it.
  if (/[\r\n]/.test(inside)) return undefined;
  // What a pattern takes for more than a character, and blanks at its end, which it leaves out.
  const line = `/${inside.replace(/[\\*?[\]]| (?= *$)/g, '\\$&')}`;
  return { uri: vscode.Uri.joinPath(at, '.gitignore'), line };
}

/** Adds the line at the end; every other byte stays. Never rejects. */
export async function ignore(
  files: PersonFiles,
  folder: vscode.Uri,
  { uri, line }: IgnoreLine,
): Promise<Refused | Damaged | undefined> {
  const found = await look(files, folder, uri);
  if (found.kind === 'refused') return found;
  const bytes = found.file.bytes ?? new Uint8Array();
  const text = new TextDecoder('latin1').decode(bytes);
  // UTF-16, which an older PowerShell writes: git reads nothing of it, and a line of ours would be lost in it.
  if (text.includes('\0')) return { kind: 'refused', because: 'notText' };
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  const added = new TextEncoder().encode(`${gap}${line}${eol}`);
  return replace(files, found.file, Uint8Array.from([...bytes, ...added]));
}
