import {
  type ApiOrigin,
  addressIn,
  createClient,
  InvalidError,
  type Me,
  NotSignedInError,
  type SignIn,
} from '../api/index.ts';
import type { NewProfile } from '../session/account.ts';
import { ENVIRONMENT_LABELS, type EnvironmentId, type RemoteEnvironment } from '../session/profiles/environments.ts';
import type { Session } from '../session/session.ts';
import { answerOf } from '../ui/answer.ts';
import { GO_ON } from '../ui/buttons.ts';
import { codeDigits } from '../ui/digits.ts';
import { captcha, EXAMPLES, email, notEmpty, orNothing } from '../ui/fields.ts';
import { fillIn } from '../ui/form.ts';
import { ask as confirm } from '../ui/notify.ts';
import { pickOne } from '../ui/pick.ts';
import type { BusyCall } from '../ui/whileBusy.ts';
import { askReadOnly } from './askReadOnly.ts';
import { type AcceptedKey, whoIs } from './personalKey.ts';

const SANDBOX = 'sandbox';

/**
 * `Tripartie: Sign In`, with email and password. What comes of it is a personal key that lasts about an hour; the
 * password is sent once and not kept.
 * @returns `undefined` when the person left it
 */
export async function withPassword(
  session: Session,
  environments: readonly RemoteEnvironment[],
): Promise<NewProfile | undefined> {
  const picked = await pickOne<RemoteEnvironment | typeof SANDBOX>({
    title: 'Sign in with email and password',
    about: undefined,
    placeholder: 'Which environment is the account in?',
    items: [
      { label: ENVIRONMENT_LABELS.sandbox, description: 'on this computer', value: SANDBOX },
      ...environments.map((each) => ({
        label: ENVIRONMENT_LABELS[each.id],
        description: each.origin,
        value: each,
      })),
    ],
  });
  const environment = answerOf(picked);
  if (environment === SANDBOX) {
    const found = await session.withSandbox((origin) => ask(SANDBOX, origin));
    return found && profileFrom({ environment: SANDBOX }, found);
  }
  if (!environment || !(await accepts(environment))) return undefined;
  const { id, origin } = environment;
  // Asked first: the captcha's token and the code do not last.
  const title = 'Sign in to Production with email and password';
  const readOnly = id === 'production' ? answerOf(await askReadOnly({ title })) : false;
  if (readOnly === undefined) return undefined;
  const found = await ask(id, origin);
  return found && { ...profileFrom({ environment: id, origin }, found), ...(id === 'production' && { readOnly }) };
}

function ask(environment: EnvironmentId, origin: ApiOrigin): Promise<AcceptedKey | undefined> {
  const title = `Sign in to ${ENVIRONMENT_LABELS[environment]} with email and password`;
  return askWithPassword({ title, environment, origin });
}

function profileFrom(place: Pick<NewProfile, 'environment' | 'origin'>, { jwt, me }: AcceptedKey): NewProfile {
  return { ...place, credential: { kind: 'personalKey', jwt }, way: 'password', ...whoIs(me) };
}

/** The API forbids to automate this: the person has to know, and to bring the captcha's token. */
async function accepts({ id, origin }: RemoteEnvironment): Promise<boolean> {
  const pressed = await confirm({
    about: undefined,
    text: `Sign in to ${ENVIRONMENT_LABELS[id]} with your password?`,
    detail: [
      `Tripartie wants a person behind each sign-in: solve a captcha on its own page first, and bring the token. Your password is sent to ${origin} once and not kept. A personal key is the better way if you have one.`,
    ],
    buttons: [GO_ON],
  });
  return pressed !== undefined;
}

/**
 * Asks for email and password, and the API for the key that they give and whose it is.
 * @param refuse says what is wrong with that person's key here, or `undefined`
 */
export async function askWithPassword({
  title,
  environment,
  origin,
  refuse = () => undefined,
}: {
  readonly title: string;
  readonly environment: EnvironmentId;
  readonly origin: ApiOrigin;
  refuse?(me: Me): string | undefined;
}): Promise<AcceptedKey | undefined> {
  const sandbox = environment === SANDBOX;
  const keys = new Keys(origin);
  const filledIn = await fillIn({
    title,
    about: undefined,
    fields: [
      {
        name: 'email',
        prompt: sandbox
          ? 'Somebody’s email address. The sandbox’s owner is “camille.lefevre@acme-sandbox.example”.'
          : 'Your email address.',
        placeholder: EXAMPLES.email,
        validate: email,
      },
      {
        name: 'password',
        prompt: sandbox ? 'The password. Everybody’s in the sandbox is “sandbox-password”.' : 'Your password.',
        secret: true,
        validate: notEmpty,
      },
      captcha(sandbox),
      {
        name: 'totpInput',
        prompt: 'The code of your authenticator app. Leave it empty if two-factor sign-in is off.',
        placeholder: '123 456',
        secret: true,
        validate: orNothing((value) => (/^\d+$/.test(codeDigits(value)) ? undefined : 'A code has digits only.')),
      },
    ],
    draft: new Map(),
    progress: 'Signing in',
    failed: 'You are not signed in.',
    lost: 'Signing in again does no harm.',
    send: async (value, call) => {
      const input = {
        email: addressIn(value('email')),
        password: value('password'),
        captcha: value('captcha').trim(),
        totpInput: codeDigits(value('totpInput')) || null,
      };
      const jwt = await keys.keyFor(input, call);
      const me = await createClient({ origin, credential: { kind: 'personalKey', jwt } }).me(call);
      const refusal = refuse(me);
      if (refusal !== undefined) throw notAccepted('email', refusal);
      return { jwt, me };
    },
  });
  return answerOf(filledIn);
}

/** Keys that were given for what was typed: captcha and code are spent with the first, whatever fails after it. */
class Keys {
  readonly #origin: ApiOrigin;
  readonly #given = new Map<string, string>();

  constructor(origin: ApiOrigin) {
    this.#origin = origin;
  }

  async keyFor(input: SignIn, call: BusyCall): Promise<string> {
    const typed = JSON.stringify(input);
    const given = this.#given.get(typed);
    if (given !== undefined) return given;
    try {
      const client = createClient({ origin: this.#origin, credential: { kind: 'none' } });
      const { jwt } = await client.authenticate(input, call);
      this.#given.set(typed, jwt);
      return jwt;
    } catch (error) {
      throw error instanceof NotSignedInError ? notAccepted('password', NOT_RIGHT) : error;
    }
  }
}

/** The API does not tell the four apart, so that nobody can find out which addresses have an account. */
const NOT_RIGHT =
  'Address, password, captcha or code is not right; Tripartie does not say which. Go back to change another.';

function notAccepted(field: 'email' | 'password', message: string): InvalidError {
  return new InvalidError({ operation: 'authenticate', status: 401 }, [{ field, message }]);
}
