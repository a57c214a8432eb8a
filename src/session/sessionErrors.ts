import type { Profile } from './profiles/profile.ts';
import { StoreError } from './secrets/vault.ts';

/** The profile was removed meanwhile, by another window. */
export class ProfileGoneError extends Error {
  override readonly name = 'ProfileGoneError';
}

/** Another profile signs in with this API client already. */
export class ProfileTakenError extends Error {
  override readonly name = 'ProfileTakenError';
  readonly profile: Profile;

  constructor(profile: Profile) {
    super('another profile has this credential');
    this.profile = profile;
  }
}

/** The person is signed in, for this window only: neither store nor files have the profile as it is. */
export class NotKeptError extends StoreError {
  override readonly name = 'NotKeptError';
  readonly profileId: string;

  constructor({ failure }: StoreError, profileId: string) {
    super(failure);
    this.profileId = profileId;
  }
}
