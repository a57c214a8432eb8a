import type { ApiError } from '../../api/index.ts';
import type { ParkReason, Rotation } from './record.ts';

/** A key that a lost answer may have left behind. */
export interface Candidate {
  readonly identifier: string;
  /** Absent where the API does not say. */
  readonly createdAt?: Date;
}

/**
 * What only the person can say.
 * - `savedCopy`: the store did not keep the new secret (`storeFailed`), or is not known to outlive a restart
 * - `overlap`: how long both keys live
 * - `retireNow`: the overlap is up to the person, or it ended while the editor was closed or the computer asleep
 * - `orphan`: one key, or several of which one at most is ours, was made and nobody has its secret
 * - `switchSession`: a profile of this editor signs in with the old key
 * - `reload`: another window stored the new secret after this one was loaded, and this one may not see it before it is
 *   reloaded; that window can go on, too
 */
export type Need =
  | { readonly kind: 'savedCopy'; readonly because: 'storeFailed' | 'memoryOnly' | 'unproven' }
  | { readonly kind: 'overlap' }
  | { readonly kind: 'retireNow'; readonly because: 'whenTold' | 'endedUnseen' }
  | { readonly kind: 'orphan'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'switchSession'; readonly to: string }
  | { readonly kind: 'reload' };

/**
 * What a rotation waits for; none of these deletes anything.
 * - `newKeyNotYet`: the API does not accept the new key yet
 * - `storeWriting`: the store has taken the secret and is given time to reach the disk
 * - `overlap`: both keys live until then
 * - `answerLost`: a create or delete may still be under way at the API
 * - `listIncomplete`: the list moved while it was read
 * - `listUnreadable`: entries of the list cannot be read, and one of them may be the key that is looked for
 * - `rateLimit`, `network`, `store`, `breadcrumbs`: refused or not answered for now
 */
export type WaitReason =
  | 'newKeyNotYet'
  | 'storeWriting'
  | 'overlap'
  | 'answerLost'
  | 'listIncomplete'
  | 'listUnreadable'
  | 'rateLimit'
  | 'network'
  | 'store'
  | 'breadcrumbs';

/** Why a rotation did not begin. Nothing was made. */
export type Refusal =
  | { readonly kind: 'clientGone' }
  /** Another account was signed in meanwhile, or nothing may be changed any more. */
  | { readonly kind: 'otherAccount' }
  /** It carries scopes that cannot be asked for, so that no equal key can be made. */
  | { readonly kind: 'scopesNotCreatable'; readonly scopes: readonly string[] }
  | { readonly kind: 'noScopes' }
  /** A profile of this editor signs in with it: switch first. */
  | { readonly kind: 'ownCredential' }
  | { readonly kind: 'alreadyRotating'; readonly id: string }
  | { readonly kind: 'listIncomplete' }
  /** It is not among the keys that can be read, and others cannot. */
  | { readonly kind: 'listUnreadable' }
  | { readonly kind: 'storeFailed' }
  | { readonly kind: 'breadcrumbsFailed' }
  /** The API, the network or the person said no before a key could be made. */
  | { readonly kind: 'api'; readonly error: ApiError };

/**
 * How a rotation ended.
 * - `rotated`: one current key, and the old one is gone
 * - `undone`: the new key is gone, the old one stays
 * - `orphanDeleted`: the key whose secret nobody had is gone
 * - `nothingMade`: no key was made
 * - `left`: the person said to leave the keys as they are
 */
export type Result = 'rotated' | 'undone' | 'orphanDeleted' | 'nothingMade' | 'left';

/** What one step came to. Without secrets; the shell finds the words. */
export type Outcome =
  /** The state of `rotation` was reached; there is more to do. */
  | { readonly kind: 'advanced'; readonly rotation: Rotation }
  /** Both keys live until then, by the API's clock, in milliseconds since 1970. */
  | { readonly kind: 'waits'; readonly rotation: Rotation; readonly because: 'overlap'; readonly until: number }
  /** Nothing to do for so many milliseconds from now. `error` when a call failed. */
  | {
      readonly kind: 'waits';
      readonly rotation: Rotation;
      readonly because: Exclude<WaitReason, 'overlap'>;
      readonly inMs: number;
      readonly error?: ApiError | undefined;
    }
  | { readonly kind: 'needs'; readonly rotation: Rotation; readonly need: Need }
  | {
      readonly kind: 'parked';
      readonly rotation: Rotation;
      readonly reason: ParkReason;
      /** For `scopesMissing`. */
      readonly scopes?: readonly string[] | undefined;
    }
  /** The API wants something of the person (sign in, a permission); then it goes on from here. */
  | { readonly kind: 'failed'; readonly rotation: Rotation; readonly error: ApiError }
  /** Stopped between two steps. `paused` in the rotation: it rests until the person takes it up. */
  | { readonly kind: 'cancelled'; readonly rotation: Rotation }
  | {
      readonly kind: 'finished';
      readonly rotation: Rotation;
      readonly result: Result;
      /** Keys left behind, one of which at most is ours and nobody has the secret of. */
      readonly orphans?: readonly Candidate[];
    }
  /** Another account is signed in, or nothing may be changed; it waits until it matches again. */
  | { readonly kind: 'otherAccount'; readonly rotation: Rotation }
  /** Only from starting. */
  | { readonly kind: 'refused'; readonly reason: Refusal }
  /** A decision that no longer fits; nothing was changed. */
  | { readonly kind: 'tooLate'; readonly rotation: Rotation }
  /** Another window rotates for this profile. */
  | { readonly kind: 'busy' }
  /** There is no such rotation (any more). */
  | { readonly kind: 'cleared'; readonly id: string }
  /** Its store or breadcrumb does not answer, so nothing is known of it for now. */
  | { readonly kind: 'unreadable'; readonly id: string; readonly because: 'store' | 'breadcrumbs' }
  /** Written by another version of the extension; left alone. */
  | { readonly kind: 'unknownVersion'; readonly id: string; readonly version: string };
