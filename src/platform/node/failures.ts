import type { FileFailure } from '../files.ts';

/** What the system's codes mean: `errno.h`, of which Node has the names on every system. */
const FAILURES: Readonly<Record<string, FileFailure>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'readOnly',
  EACCES: 'refused',
  EPERM: 'refused',
  EBUSY: 'refused',
  ENOTDIR: 'noFolder',
  // Of making a folder: a file has its name.
  EEXIST: 'noFolder',
};

/** The system's code of a failure, `ENOENT` and the like. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What a failure of the system is called here. */
export function failureOf(error: unknown): FileFailure {
  return FAILURES[codeOf(error)] ?? 'unreachable';
}

/** Whether another program has the file for a moment, as Windows says it. */
export function isPassing(error: unknown): boolean {
  return ['EBUSY', 'EPERM'].includes(codeOf(error));
}

/** The same of moving a file over another one, which has more words for it. */
export function isPassingRename(error: unknown): boolean {
  return isPassing(error) || codeOf(error) === 'EACCES';
}

/** Whether what was written did not get to the disk, as against a disk that does not tell. */
export function isLost(error: unknown): boolean {
  return ['EIO', 'ENOSPC', 'EDQUOT'].includes(codeOf(error));
}
