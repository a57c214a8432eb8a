import { AmbiguousError, type Id, InvalidError, type TripartieClient } from '../api/index.ts';
import { codeDigits } from '../ui/digits.ts';
import type { TotpKey } from './otpauthUri.ts';

/** The operations of the API that two-factor sign-in needs. */
export type TotpApi = Pick<TripartieClient, 'me' | 'setUpTotp' | 'toggleTotp'>;

/** What came of a code. */
export type CodeOutcome =
  /** The API said so, or `GET /me` did. */
  | { readonly kind: 'done' }
  /** Not digits, or not enough of them; nothing was sent. */
  | { readonly kind: 'malformed' }
  /** It was sent before. A code is sent once, so nothing was sent now. */
  | { readonly kind: 'spent' }
  /** The API refused it, as it did the ones before: `times` counts all of them. */
  | { readonly kind: 'wrong'; readonly times: number }
  /** The answer was lost, and the API says that nothing has changed. */
  | { readonly kind: 'notDone' }
  /** The answer was lost, and the API did not say what is the case: {@link CodeSender.ask} may. */
  | { readonly kind: 'unknown'; readonly error: unknown }
  /** A definite failure before the code was looked at; it may be sent again. */
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Turns two-factor sign-in on or off with codes of an authenticator app, each of which is sent at most once: a code that
 * was answered into the void may have worked, and sending it again would call a success a failure.
 */
export class CodeSender {
  readonly #api: TotpApi;
  readonly #user: Id;
  readonly #wanted: boolean;
  readonly #digits: TotpKey['digits'] | undefined;
  readonly #spent = new Set<string>();
  #wrong = 0;

  /**
   * @param wanted whether it shall be on
   * @param digits of a code; left out where nobody knows: the API tells it with the key only
   */
  constructor(api: TotpApi, user: Id, wanted: boolean, digits?: TotpKey['digits']) {
    this.#api = api;
    this.#user = user;
    this.#wanted = wanted;
    this.#digits = digits;
  }

  /**
   * Never rejects.
   * @param typed the code as the person typed it, see {@link codeDigits}
   * @param asking called when the answer was lost and the API is asked what is the case
   */
  async send(typed: string, asking: () => void = () => undefined): Promise<CodeOutcome> {
    const code = codeDigits(typed);
    if (!/^\d{6,8}$/.test(code) || code.length !== (this.#digits ?? code.length)) return { kind: 'malformed' };
    if (this.#spent.has(code)) return { kind: 'spent' };
    this.#spent.add(code);
    try {
      await this.#api.toggleTotp(this.#user, { totpEnabled: this.#wanted, totpChallenge: code });
      return { kind: 'done' };
    } catch (error) {
      if (error instanceof AmbiguousError) {
        asking();
        return this.ask();
      }
      if (error instanceof InvalidError && isAboutCode(error)) {
        this.#wrong += 1;
        return { kind: 'wrong', times: this.#wrong };
      }
      this.#spent.delete(code);
      return { kind: 'failed', error };
    }
  }

  /** Asks the API what is the case. Never rejects. */
  async ask(): Promise<CodeOutcome> {
    try {
      const { twoFactor } = await this.#api.me();
      if (twoFactor === undefined) return { kind: 'unknown', error: undefined };
      return { kind: twoFactor === this.#wanted ? 'done' : 'notDone' };
    } catch (error) {
      return { kind: 'unknown', error };
    }
  }
}

/** The API names the field; a refusal that names none can only be about the one thing that was sent. */
function isAboutCode({ violations }: InvalidError): boolean {
  return violations.every(({ field }) => field === '' || field === 'totpChallenge');
}
