import * as vscode from 'vscode';

/** Why a file was not read: it is not there; it is longer, or no file; or the disk refused. */
export type Unread = 'absent' | 'tooLong' | 'failed';

/**
 * Reads a file that is one, and short. A project that somebody has cloned may have a link to a device of its name, which
 * never ends. Never rejects.
 * @param max in bytes
 */
export async function readShort(uri: vscode.Uri, max: number): Promise<Uint8Array | Unread> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    return type & vscode.FileType.File && size <= max ? await vscode.workspace.fs.readFile(uri) : 'tooLong';
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound' ? 'absent' : 'failed';
  }
}
