import { warn } from '../ui/notify.ts';
import { NotKeptError } from './sessionErrors.ts';

/**
 * A sign-in that the store did not keep still holds for this window; the person is told what that means.
 * @returns what the sign-in ends in: the profile's id
 */
export async function tellIfUnkept(signedIn: Promise<string>): Promise<string> {
  try {
    return await signedIn;
  } catch (error) {
    if (!(error instanceof NotKeptError)) throw error;
    void warn(
      'You are signed in, but the editor’s secret store did not keep your key. You will have to sign in again after this window is reloaded.',
    );
    return error.profileId;
  }
}
