import { type ApiOrigin, createClient, type Me, NotSignedInError } from '../api/index.ts';
import { keyComplaint, keyIn } from '../session/profiles/keyIn.ts';
import { type Answer, answered, LEFT } from '../ui/answer.ts';
import { askText, type TextOptions } from '../ui/askText.ts';
import { explain, refusalOfKey } from '../ui/explain.ts';

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
    validate: keyComplaint,
    check: async (value, signal) => {
      const found = keyIn(value);
      if (found.kind !== 'key') return keyComplaint(value);
      const jwt = found.key;
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
