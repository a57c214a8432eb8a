import type { CredentialKind } from './profiles/profile.ts';

/** What a command needs of the account. */
export interface Needs {
  /** `any` where an API client's credentials do as well. Default: a person's key. */
  readonly kind?: CredentialKind | 'any';
  /** Whether it changes something at Tripartie, which a read-only profile refuses: better before a form than after it. */
  readonly writes?: boolean;
  /** Whether it stores or forgets a secret, which a window refuses that would take away those of another one. */
  readonly stores?: boolean;
}
