import { type Call, isWrite } from './call.ts';
import { NotSignedInError, ReadOnlyError } from './errors.ts';

/** What a client is asked before each request, because it may change while a call waits. */
export interface Questions {
  /** Whether a write is refused with `ReadOnlyError`. Default: none is. */
  readonly readOnly?: (() => boolean) | undefined;
  /**
   * Whether the account was left, so that no request goes out any more. Calls then end in
   * `NotSignedInError` with the reason `left`; requests that are out already are waited for.
   */
  readonly isLeft?: (() => boolean) | undefined;
}

/** Whether a request may go out. @throws NotSignedInError when the account was left, ReadOnlyError */
export type Guard = (call: Call<unknown>) => void;

/** Makes the guard of a client. */
export function guard({ readOnly, isLeft }: Questions): Guard {
  return (call) => {
    const { operation } = call;
    if (isLeft?.()) throw new NotSignedInError({ operation }, 'left');
    if (readOnly?.() && isWrite(call)) throw new ReadOnlyError({ operation });
  };
}
