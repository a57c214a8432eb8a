import assert from 'node:assert/strict';
import type { FileError, FileFailure, Files } from '../../../src/platform/files.ts';

/** Every use of a folder's files, on a file of that name. */
export function usesOf(files: Files, name = 'one') {
  return {
    list: () => files.list(),
    read: () => files.read(name),
    modifiedAt: () => files.modifiedAt(name),
    replace: () => files.replace(name, 'new text'),
    create: () => files.create('another', 'new text'),
    append: () => files.append(name, ' and more'),
    remove: () => files.remove(name),
    watch: () => files.watch(() => undefined),
  };
}

/** A failure in one word; its message has nothing of the system's. */
export function failsWith(failure: FileFailure) {
  return (error: FileError) => {
    assert.equal(error.name, 'FileError');
    assert.equal(error.failure, failure);
    assert.equal(error.message, `The editor's storage folder failed: ${failure}`);
    assert.equal(error.cause, undefined);
    return true;
  };
}
