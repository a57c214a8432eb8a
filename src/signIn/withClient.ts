import { createClient, NotSignedInError } from '../api/index.ts';
import type { NewProfile } from '../session/account.ts';
import { identifierIn, secretIn } from '../session/profiles/clientIn.ts';
import { ENVIRONMENT_LABELS, type RemoteEnvironment } from '../session/profiles/environments.ts';
import type { Binding } from '../session/profiles/profile.ts';
import type { KeptCredential } from '../session/secrets/keptCredential.ts';
import { type Answer, answered, inTurn, LEFT } from '../ui/answer.ts';
import { askText } from '../ui/askText.ts';
import { explain } from '../ui/explain.ts';
import { characters } from '../ui/fields.ts';
import type { StepOptions } from '../ui/input.ts';
import { askReadOnly } from './askReadOnly.ts';
import { pickEnvironment } from './pickEnvironment.ts';

/** Where the credentials are for. */
type Place = Required<Pick<Binding, 'environment' | 'origin'>>;

type Steps = Required<Pick<StepOptions, 'step' | 'totalSteps'>>;

/** What was typed so far. */
interface Draft {
  identifier: string;
  secret: string;
}

/**
 * `Tripartie: Sign In`, with an API client's identifier and secret; given only if they fetch a token.
 * @returns `undefined` when the person left it
 */
export async function withClient(environments: readonly RemoteEnvironment[]): Promise<NewProfile | undefined> {
  let place: Place | undefined;
  let readOnly: boolean | undefined;
  const draft: Draft = { identifier: '', secret: '' };
  const isAnswered = await inTurn([
    async () => {
      const answer = await pickEnvironment(environments, 'Sign in with API client credentials', 3);
      if (answer.kind === 'answer') place = { environment: answer.value.id, origin: answer.value.origin };
      return answer;
    },
    async () => (place ? askForIdentifier(place, draft, { step: 2, totalSteps: lengthFor(place) }) : LEFT),
    async () => (place ? askForSecret(place, draft, { step: 3, totalSteps: lengthFor(place) }) : LEFT),
    async () => {
      if (place?.environment !== 'production') return answered(true);
      const title = 'Sign in to Production with API client credentials';
      const answer = await askReadOnly({ title, step: 4, totalSteps: 4 });
      if (answer.kind === 'answer') readOnly = answer.value;
      return answer;
    },
  ]);
  if (!isAnswered || !place) return undefined;
  return {
    ...place,
    kind: 'apiClient',
    subject: draft.identifier,
    credential: { kind: 'apiClient', ...draft },
    ...(readOnly !== undefined && { readOnly }),
  };
}

/** Production asks one thing more. */
function lengthFor({ environment }: Place): number {
  return environment === 'production' ? 4 : 3;
}

/** Asks for the credentials that take the place of a profile's. A client that was rotated has another identifier. */
export async function askForClient(place: Place, identifier: string): Promise<KeptCredential | undefined> {
  const draft: Draft = { identifier, secret: '' };
  const isAnswered = await inTurn([
    () => askForIdentifier(place, draft, { step: 1, totalSteps: 2 }),
    () => askForSecret(place, draft, { step: 2, totalSteps: 2 }),
  ]);
  return isAnswered ? { kind: 'apiClient', ...draft } : undefined;
}

async function askForIdentifier({ environment }: Place, draft: Draft, steps: Steps): Promise<Answer<string>> {
  const answer = await askText({
    title: `Sign in to ${ENVIRONMENT_LABELS[environment]} with API client credentials`,
    about: undefined,
    ...steps,
    prompt: 'Identifier of the API client.',
    placeholder: 'Identifier',
    value: draft.identifier,
    validate: (value) => characters(1, 32)(identifierIn(value)),
  });
  if (answer.kind === 'answer') draft.identifier = identifierIn(answer.value);
  return answer;
}

async function askForSecret({ environment, origin }: Place, draft: Draft, steps: Steps): Promise<Answer<string>> {
  const answer = await askText({
    title: `Sign in to ${ENVIRONMENT_LABELS[environment]} with API client credentials`,
    about: undefined,
    ...steps,
    prompt: `Paste its secret. It is kept once it has fetched a token from ${origin}.`,
    placeholder: 'Secret',
    password: true,
    validate: (value) => characters(1, 1_000)(secretIn(value)),
    check: async (value, signal) => {
      const client = createClient({ origin, credential: { kind: 'none' } });
      try {
        await client.fetchToken({ identifier: draft.identifier, secret: secretIn(value) }, { signal });
        return undefined;
      } catch (error) {
        return error instanceof NotSignedInError
          ? 'Tripartie does not accept identifier and secret together. Paste another secret, or go back.'
          : explain(error).message;
      }
    },
  });
  if (answer.kind === 'answer') draft.secret = secretIn(answer.value);
  return answer;
}
