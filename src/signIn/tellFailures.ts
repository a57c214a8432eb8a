import { FileError } from '../platform/files.ts';
import { ProfileGoneError } from '../session/sessionErrors.ts';
import { warn } from '../ui/notify.ts';

/** Waits for a change of a profile, and says in words why it was not made. @returns whether it was */
export async function changed(change: Promise<void>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    const isGone = error instanceof ProfileGoneError;
    if (!isGone && !isOfMachine(error)) throw error;
    void warn(
      isGone
        ? 'Another window signed out of this profile meanwhile. Nothing was changed.'
        : error instanceof FileError
          ? 'The editor’s storage folder cannot be written, so nothing was changed. Your keys are unharmed.'
          : 'The sandbox account could not be started on this computer, so nothing was changed. Your keys are unharmed.',
    );
    return false;
  }
}

/** Waits for what is read from the files, and says in words why it cannot be. @returns `undefined` then */
export async function readable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    void warn('The editor’s storage folder cannot be read, so your profiles cannot be shown. Your keys are unharmed.');
    return undefined;
  }
}

/** The system’s own errors have a code; the sandbox’s server is the only thing here that ends in one. */
function isOfMachine(error: unknown): boolean {
  return error instanceof FileError || (error instanceof Error && 'code' in error);
}
