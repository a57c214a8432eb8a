import { type AnyApiError, isApiError, NotFoundError } from './errors.ts';

/**
 * What became of something that was to be deleted.
 * - `gone`: it is not there, whoever deleted it
 * - `notDone`: nothing took place, for the reason of `error`
 * - `inDoubt`: it may have been deleted, or may yet be; `isThere` when a look found it
 */
export type Deletion =
  | { readonly kind: 'gone' }
  | { readonly kind: 'notDone'; readonly error: AnyApiError }
  | { readonly kind: 'inDoubt'; readonly error: AnyApiError; readonly isThere: boolean };

/** The status with which the API says that something cannot be deleted as things are. */
const CONFLICT = 409;

/**
 * Deletes, and settles what a lost answer leaves open with one look: a deletion is sent again after a passing failure,
 * and the second one may find what the first has done, or be refused for reasons of its own.
 * @param look reads what is to be gone
 * @throws whatever is no `ApiError`
 */
export async function deletion(remove: () => Promise<void>, look: () => Promise<unknown>): Promise<Deletion> {
  const error = await failureOf(remove);
  if (error === undefined || error instanceof NotFoundError) return { kind: 'gone' };
  if (tookNoPlace(error) && !error.afterLostAnswer) return { kind: 'notDone', error };
  const unseen = await failureOf(look);
  if (unseen instanceof NotFoundError) return { kind: 'gone' };
  return { kind: 'inDoubt', error: unseen ?? error, isThere: unseen === undefined };
}

/** Whether the answer says that the deletion was not done. */
function tookNoPlace(error: AnyApiError): boolean {
  switch (error.name) {
    case 'NotSignedInError':
    case 'NotAllowedError':
    case 'RateLimitedError':
    case 'ReadOnlyError':
      return true;
    default:
      return error.status === CONFLICT;
  }
}

async function failureOf(act: () => Promise<unknown>): Promise<AnyApiError | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (!isApiError(error)) throw error;
    return error;
  }
}
