import {
  AmbiguousError,
  API_CLIENT_NAME_MAX,
  CREATABLE_SCOPES,
  type CreatableScope,
  type CreatedApiClient,
  InvalidError,
  type NewApiClient,
} from '../api/index.ts';
import { systemClock } from '../platform/clock.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { inTurn } from '../ui/answer.ts';
import { askText } from '../ui/askText.ts';
import { CHANGE_IT } from '../ui/buttons.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { explain } from '../ui/explain.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { pickMany } from '../ui/pick.ts';
import { hasInvisible, plain } from '../ui/plainText.ts';
import { settleAmbiguousCreate } from './ambiguousCreate.ts';
import { keepSecret } from './keepSecret.ts';
import { SCOPE_EXPLANATIONS } from './scopes.ts';

/** What the person has typed. Kept by the caller, so that Escape and failures lose none of it. */
export interface ClientDraft {
  name: string;
  scopes: readonly CreatableScope[];
}

export interface CreateContext {
  account: Account;
  draft: ClientDraft;
  clipboard: SecretClipboard;
  /**
   * Called when the list has become another one: as soon as the secret of the new client is safe, while the person may
   * still be reading about it, and when the person has the client deleted after all.
   */
  onChanged(): void;
}

/** `Tripartie: Create API Client…`: name, scopes, create, keep the secret, offer it. */
export async function createClientFlow(context: CreateContext): Promise<void> {
  const { account, draft } = context;
  const attempt = await askAndCreate(account, draft);
  if (!attempt) return;
  let created: CreatedApiClient;
  try {
    created = await attempt.answer;
  } catch (error) {
    account.note('created', { identifier: '?', name: attempt.input.name }, explain(error).message);
    if (error instanceof AmbiguousError) return settleAmbiguousCreate(account, attempt.input, attempt.startedAt);
    return notCreated(context, error);
  }
  account.note('created', created);
  draft.name = '';
  draft.scopes = [];
  await keepSecret(account, created, context.clipboard, context.onChanged);
}

interface Attempt {
  input: NewApiClient & { name: string };
  /** Milliseconds since 1970. */
  startedAt: number;
  answer: Promise<CreatedApiClient>;
}

/** Asks for name and scopes and sends the create. @returns `undefined` when the person left before it was sent */
async function askAndCreate(account: Account, draft: ClientDraft): Promise<Attempt | undefined> {
  const title = `Create API client – ${titleName(account)}`;
  let attempt: Attempt | undefined;
  await inTurn([
    async () => {
      const answer = await askText({
        title,
        about: account,
        step: 1,
        totalSteps: 2,
        prompt: `A name that tells what uses this key, at most ${API_CLIENT_NAME_MAX} characters.`,
        placeholder: 'checkout-backend',
        value: draft.name,
        validate: nameComplaint,
      });
      if (answer.kind === 'answer') draft.name = answer.value;
      return answer;
    },
    () =>
      pickMany<CreatableScope>({
        title,
        about: account,
        step: 2,
        totalSteps: 2,
        placeholder: 'What may it do? Choose only what it needs.',
        noneSelected: 'select at least one scope',
        items: CREATABLE_SCOPES.map((scope) => ({ label: scope, detail: SCOPE_EXPLANATIONS[scope], value: scope })),
        selected: draft.scopes,
        work: {
          title: `Creating “${plain(draft.name)}”`,
          run: (scopes, signal) => {
            // A second one would make a second key, and the secret of the first would come to nobody.
            attempt ??= send(account, draft, scopes, signal);
            return attempt.answer;
          },
        },
      }),
  ]);
  return attempt;
}

function send(
  account: Account,
  draft: ClientDraft,
  scopes: [CreatableScope, ...CreatableScope[]],
  signal: AbortSignal,
): Attempt {
  draft.scopes = scopes;
  const input = { name: draft.name.trim(), scopes };
  const startedAt = systemClock.now();
  return { input, startedAt, answer: account.client.createApiClient(input, { signal }) };
}

function nameComplaint(name: string): string | undefined {
  const length = [...name.trim()].length;
  if (length === 0) return 'Type a name.';
  if (length > API_CLIENT_NAME_MAX)
    return `At most ${API_CLIENT_NAME_MAX} characters; this has ${length.toLocaleString('en')}.`;
  if (hasInvisible(name)) return 'The name contains characters that cannot be seen. Type it instead of pasting it.';
  return undefined;
}

/** Nothing was made: says why, and goes back to what was typed. */
async function notCreated(context: CreateContext, error: unknown): Promise<void> {
  const more = error instanceof InvalidError ? [CHANGE_IT] : [];
  const again = await offerRemedy(
    (reason) => `The API client was not created. ${reason}`,
    error,
    context.account,
    ...more,
  );
  if (again) await createClientFlow(context);
}
