import {
  AmbiguousError,
  API_CLIENT_NAME_MAX,
  CREATABLE_SCOPES,
  type CreatableScope,
  type CreatedApiClient,
  InvalidError,
  type NewApiClient,
} from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { inTurn } from '../ui/answer.ts';
import { askText } from '../ui/askText.ts';
import { CHANGE_IT } from '../ui/buttons.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { explain } from '../ui/explain.ts';
import { complaintsOf } from '../ui/form.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { pickMany } from '../ui/pick.ts';
import { invisibleComplaint, plain } from '../ui/plainText.ts';
import type { BusyCall } from '../ui/whileBusy.ts';
import { settleAmbiguousCreate } from './ambiguousCreate.ts';
import { keepSecret } from './keepSecret.ts';
import { type Sent, sentNow } from './orphans.ts';
import { SCOPE_EXPLANATIONS } from './scopes.ts';

/** What the person has typed. Kept by the caller, so that Escape and failures lose none of it. */
export interface ClientDraft {
  name: string;
  scopes: readonly CreatableScope[];
}

/** A new draft with the name that a command was called with, by whomever; it is shown before it is used. */
export function draftNamedBy(argument: unknown): ClientDraft | undefined {
  if (typeof argument !== 'object' || argument === null || !('name' in argument)) return undefined;
  return typeof argument.name === 'string' ? { name: argument.name, scopes: [] } : undefined;
}

export interface CreateContext {
  account: Account;
  draft: ClientDraft;
  clipboard: SecretClipboard;
  /** The names that clients have, as far as they are known; `undefined` where nobody has looked yet. */
  namesInUse(): readonly string[] | undefined;
  /**
   * Called when the list has become another one: as soon as the secret of the new client is safe, while the person may
   * still be reading about it, and when the person has the client deleted after all.
   */
  onChanged(created: CreatedApiClient): void;
}

/** What is asked for, by its name in `NewApiClient`. */
const QUESTIONS = [{ name: 'name' }, { name: 'scopes', several: true }] as const;

type Complaints = ReadonlyMap<string, string>;

/**
 * `Tripartie: Create API Client…`: name, scopes, create, keep the secret, offer it.
 * @param complaints what Tripartie said about an answer, said at that question
 */
export async function createClientFlow(context: CreateContext, complaints: Complaints = new Map()): Promise<void> {
  const { account, draft } = context;
  const attempt = await askAndCreate(context, complaints);
  if (!attempt) return;
  let created: CreatedApiClient;
  const { note } = attempt;
  try {
    created = await attempt.answer;
  } catch (error) {
    account.note('created', { identifier: '?', name: attempt.input.name }, explain(error).message);
    if (error instanceof AmbiguousError) await settleAmbiguousCreate(account, attempt.input, attempt.sent);
    await account.secrets.unannounce(await note);
    if (!(error instanceof AmbiguousError)) await notCreated(context, error);
    return;
  }
  account.note('created', created);
  draft.name = '';
  draft.scopes = [];
  await keepSecret(account, created, context.clipboard, {
    onChanged: () => context.onChanged(created),
    note: await note,
    isAwaited: !attempt.isLeft,
  });
}

interface Attempt {
  input: NewApiClient & { name: string };
  sent: Sent;
  /** Of what is under way, for an extension host that comes after this one. */
  note: Promise<string>;
  answer: Promise<CreatedApiClient>;
  /** Whether the person had to do something else meanwhile, such as to replace the key that it waited for. */
  isLeft: boolean;
}

/** Asks for name and scopes and sends the create. @returns `undefined` when the person left before it was sent */
async function askAndCreate(
  { account, draft, namesInUse }: CreateContext,
  complaints: Complaints,
): Promise<Attempt | undefined> {
  const isInUse = usedNames(account, namesInUse());
  const title = `Create API client – ${titleName(account)}`;
  let attempt: Attempt | undefined;
  const steps = [
    async () => {
      const answer = await askText({
        title,
        about: account,
        step: 1,
        totalSteps: 2,
        prompt: `A name that tells what uses this key, at most ${API_CLIENT_NAME_MAX} characters.`,
        placeholder: 'checkout-backend',
        value: draft.name,
        complaint: complaints.get('name'),
        validate: nameComplaint,
        note: (value) => (isInUse(value) ? 'Another API client has this name. Names need not differ.' : undefined),
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
        complaint: complaints.get('scopes'),
        work: {
          title: `Creating “${plain(draft.name)}”`,
          run: (scopes, call) => {
            // A second one would make a second key, and the secret of the first would come to nobody.
            attempt ??= send(account, draft, scopes, call);
            return attempt.answer;
          },
          left: () => {
            if (attempt) attempt.isLeft = true;
          },
        },
      }),
  ];
  const isOnlyOfScopes = complaints.has('scopes') && !complaints.has('name');
  await inTurn(steps, isOnlyOfScopes ? 1 : 0);
  return attempt;
}

function send(
  account: Account,
  draft: ClientDraft,
  scopes: [CreatableScope, ...CreatableScope[]],
  call: BusyCall,
): Attempt {
  draft.scopes = scopes;
  const input = { name: draft.name.trim(), scopes };
  const sent = sentNow(account.client);
  const note = account.secrets.announce(input);
  const answer = note.then(() => account.client.createApiClient(input, call));
  return { input, sent, note, answer, isLeft: false };
}

/** Tells of a name whether a client has it. Where nothing is known, the first page is looked at meanwhile. */
function usedNames({ client, ended }: Account, known: readonly string[] | undefined): (name: string) => boolean {
  let names = known ?? [];
  if (!known) {
    client.listApiClients({ signal: ended }).then(
      ({ items }) => {
        names = items.flatMap(({ name }) => name ?? []);
      },
      () => undefined,
    );
  }
  return (name) => names.includes(name.trim());
}

function nameComplaint(name: string): string | undefined {
  const length = [...name.trim()].length;
  if (length === 0) return 'Type a name.';
  if (length > API_CLIENT_NAME_MAX)
    return `At most ${API_CLIENT_NAME_MAX} characters; this has ${length.toLocaleString('en')}.`;
  const unseen = invisibleComplaint(name);
  if (unseen) return unseen;
  return undefined;
}

/** Nothing was made: says why, and goes back to what was typed. */
async function notCreated(context: CreateContext, error: unknown): Promise<void> {
  const complaints = complaintsOf(QUESTIONS, error);
  if (complaints.size > 0) return createClientFlow(context, complaints);
  const more = error instanceof InvalidError ? [CHANGE_IT] : [];
  const again = await offerRemedy(
    (reason) => `The API client was not created. ${reason}`,
    error,
    context.account,
    ...more,
  );
  if (again) await createClientFlow(context);
}
