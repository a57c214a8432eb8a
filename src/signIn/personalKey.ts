import { type ApiOrigin, createClient, type Me, NotSignedInError } from '../api/index.ts';
import { cleanKey } from '../session/profiles/cleanKey.ts';
import { type Answer, answered, LEFT } from '../ui/answer.ts';
import { askText, type TextOptions } from '../ui/askText.ts';
import { explain, refusalOfKey } from '../ui/explain.ts';

/** Longest personal key that is taken for one, in characters; a JWT of the API has about a thousand. */
const KEY_MAX = 16_384;

/** What is wrong with a personal key on the face of it, or `undefined`. */
function keyComplaint(key: string): string | undefined {
  if (key.length > KEY_MAX) return 'This is too long to be a personal key.';
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(key)) {
    return 'This is not a personal key: it has three parts, separated by dots, and begins with “eyJ”.';
  }
  return undefined;
}

/** A personal key that the API has accepted, and whose it is. */
export interface AcceptedKey {
  readonly jwt: string;
  readonly me: Me;
}

/**
 * Asks for a personal key, and the API at `origin` whose it is.
 * @param refuse says what is wrong with that person's key here, or `undefined`
 */
export async function askForKey({
  origin,
  refuse = () => undefined,
  ...texts
}: Pick<TextOptions, 'title' | 'prompt' | 'step' | 'totalSteps'> & {
  origin: ApiOrigin;
  refuse?(me: Me): string | undefined;
}): Promise<Answer<AcceptedKey>> {
  let accepted: AcceptedKey | undefined;
  const answer = await askText({
    ...texts,
    about: undefined,
    placeholder: 'eyJ…',
    password: true,
    validate: (value) => keyComplaint(cleanKey(value)),
    check: async (value, signal) => {
      const jwt = cleanKey(value);
      try {
        const me = await createClient({ origin, credential: { kind: 'personalKey', jwt } }).me({ signal });
        accepted = { jwt, me };
        return refuse(me);
      } catch (error) {
        return error instanceof NotSignedInError && error.reason !== 'left'
          ? `${refusalOfKey(error.reason)} Paste another one.`
          : explain(error).message;
      }
    },
  });
  if (answer.kind !== 'answer') return answer;
  return accepted ? answered(accepted) : LEFT;
}

/** What `GET /me` tells a profile. */
export function whoIs(me: Me) {
  return {
    kind: 'personalKey' as const,
    subject: String(me.id),
    ...(me.organization?.name && { organization: me.organization.name }),
    ...(me.email && { email: me.email }),
  };
}
