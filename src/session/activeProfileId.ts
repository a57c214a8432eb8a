import type { SessionState } from './session.ts';

/** The id of the profile that is shown now, whether or not it can be used. */
export function activeProfileId(state: SessionState): string | undefined {
  switch (state.kind) {
    case 'signedIn':
      return state.account.profileId;
    case 'unavailable':
      return state.profile.id;
    case 'signedOut':
      return undefined;
  }
}
