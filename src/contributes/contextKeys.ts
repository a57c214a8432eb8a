/** The context keys that this extension sets, and the values that each may have. */
export interface ContextKeys {
  /** Whether somebody is signed in, and why the profile that is shown cannot be used. */
  'tripartie.session': 'signedOut' | 'signedIn' | 'forgotten' | 'altered' | 'elsewhere' | 'unanswered';
  /** Of the account that is signed in. */
  'tripartie.environment': 'sandbox' | 'staging' | 'production' | 'custom' | '';
  'tripartie.credential': 'personalKey' | 'apiClient' | '';
  'tripartie.readOnly': boolean;
  /** Whether there is an account to switch to while nobody is signed in. */
  'tripartie.hasProfiles': boolean;
  'tripartie.usersFiltered': boolean;
  'tripartie.apiClientsFiltered': boolean;
  /** Whether a search of the workspace has found secrets. */
  'tripartie.found': boolean;
  /** Set when the rows of an account that was left are out of sight; nothing depends on it. */
  'tripartie.cleared': true;
  'tripartie.done.createdKey': true;
  'tripartie.done.rotatedKey': true;
  'tripartie.done.twoFactor': true;
}

export type ContextKey = keyof ContextKeys;
