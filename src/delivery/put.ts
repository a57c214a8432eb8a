import type * as vscode from 'vscode';

/** What making a file another one takes of a file system. Each rejects when it was not done, or not as a whole. */
export type Disk = Pick<vscode.FileSystem, 'readFile' | 'writeFile' | 'delete'>;

/**
 * A file of which a part was written, and that could not be made what it was. What was in it is in memory until it is
 * put back.
 */
export interface Damaged {
  readonly kind: 'damaged';
  /** Whether there was a file before; else the new one ought to go. */
  readonly wasThere: boolean;
  /** Tries once more to make it what it was. `changed`: somebody else has written to it since. Never rejects. */
  restore(): Promise<'restored' | 'changed' | 'failed'>;
}

/** `changed`: somebody else has written meanwhile, and what they wrote stays. `failed`: the file is what it was. */
export type PutOutcome = { readonly kind: 'done' | 'changed' | 'failed' } | Damaged;

/**
 * Makes a file another one.
 * @param from what it is, as the caller has just seen; `undefined` for an empty one that was made for this
 * @param to what it is to be; `undefined` to remove it
 */
export async function put(
  disk: Disk,
  uri: vscode.Uri,
  from: Uint8Array | undefined,
  to: Uint8Array | undefined,
): Promise<PutOutcome> {
  const succeeded = await change(disk, uri, to);
  if (succeeded && to === undefined) return { kind: 'done' };
  const now = await contentOf(disk, uri);
  if (to !== undefined && now !== undefined && isSame(now, to)) return { kind: 'done' };
  if (from !== undefined && now !== undefined && isSame(now, from)) return { kind: succeeded ? 'changed' : 'failed' };
  if (now !== undefined && !isBeginning(now, to)) return { kind: 'changed' };
  return restored(disk, uri, from, to);
}

/** A disk that became full has cut the file off. */
async function restored(
  disk: Disk,
  uri: vscode.Uri,
  from: Uint8Array | undefined,
  to: Uint8Array | undefined,
): Promise<PutOutcome> {
  const restore = async () => {
    const now = await contentOf(disk, uri);
    if (now !== undefined && !isBeginning(now, to) && !isBeginning(now, from)) return 'changed';
    if (await change(disk, uri, from)) {
      const then = from && (await contentOf(disk, uri));
      if (from === undefined || (then && isSame(then, from))) return 'restored';
    }
    return 'failed';
  };
  const first = await restore();
  if (first !== 'failed') return { kind: first === 'restored' ? 'failed' : 'changed' };
  return { kind: 'damaged', wasThere: from !== undefined, restore };
}

/** @returns whether the disk says that it was done */
async function change(disk: Disk, uri: vscode.Uri, to: Uint8Array | undefined): Promise<boolean> {
  try {
    if (to === undefined) await disk.delete(uri);
    else await disk.writeFile(uri, to);
    return true;
  } catch {
    return false;
  }
}

/** `undefined` where it cannot be read. */
async function contentOf(disk: Disk, uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await disk.readFile(uri);
  } catch {
    return undefined;
  }
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && isBeginning(one, other);
}

/** Whether it is what is left of a text that was cut off. */
function isBeginning(part: Uint8Array, whole: Uint8Array = new Uint8Array()): boolean {
  return part.length <= whole.length && part.every((byte, index) => byte === whole[index]);
}
