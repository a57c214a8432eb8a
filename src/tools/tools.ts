import * as vscode from 'vscode';
import { CancelledError } from '../api/index.ts';
import type { LanguageModelToolName } from '../contributes/languageModelTools.ts';
import { keyPlaces } from '../session/keyPlaces.ts';
import { accountName } from '../session/profiles/profile.ts';
import type { Session } from '../session/session.ts';
import { explain } from '../ui/explain.ts';
import { maxAgeDays } from '../ui/settings.ts';
import { toToolResult } from './answer.ts';
import { explainDue, listApiClients } from './apiClients.ts';
import { findUser } from './findUser.ts';
import { accountHealth } from './health.ts';
import { listPlaces } from './places.ts';
import { type LatestHealth, PATIENCE_MS, type PeopleOf, type Reach, type Rotating } from './reach.ts';
import { type ToolResult, toPlainText } from './results.ts';
import { clientToRotate, rotateApiClient } from './rotateApiClient.ts';

type Tool = vscode.LanguageModelTool<object>;

/**
 * The tools by the names that `package.json` declares.
 * @param patienceMs how long the API is waited for; what came until then is told
 */
export function createTools(
  session: Session,
  peopleOf: PeopleOf,
  rotations: Rotating,
  latestHealth: LatestHealth,
  patienceMs = PATIENCE_MS,
) {
  const reach = (): Promise<Reach | ToolResult> => reachOf(session, peopleOf, rotations, latestHealth);
  /** Which keys of which account the person was asked about: nothing else is rotated. */
  const asked = new WeakMap<Reach['api'], Set<string>>();

  const looking = (look: (reach: Reach, input: object, signal: AbortSignal) => Promise<ToolResult>): Tool => ({
    invoke: ({ input }, token) =>
      answer(token, patienceMs, async (signal) => {
        const known = await reach();
        return 'kind' in known ? known : look(known, input, signal);
      }),
  });

  const rotate: Tool = {
    prepareInvocation: async ({ input }, token) => {
      const known = await reach();
      if ('kind' in known) return {};
      const { signal, dispose } = boundedBy(token, patienceMs);
      try {
        const client = await clientToRotate(known, input, signal);
        if ('kind' in client) return {};
        asked.set(known.api, (asked.get(known.api) ?? new Set()).add(client.identifier));
        return {
          invocationMessage: 'Rotating an API client',
          confirmationMessages: {
            title: 'Rotate this API client?',
            message: new vscode.MarkdownString().appendText(
              `API client: ${toPlainText(client.name ?? '', 64) || 'without a name'}\n` +
                `Identifier: ${toPlainText(client.identifier, 64)}\n` +
                `Account: ${known.account}\n` +
                'A second key is made and tried. The old one goes on working until you say that it may go.',
            ),
          },
        };
      } catch {
        // Without a question nothing is rotated: `invoke` says what is wrong.
        return {};
      } finally {
        dispose();
      }
    },
    invoke: ({ input }, token) =>
      answer(token, undefined, async (signal) => {
        const known = await reach();
        if ('kind' in known) return known;
        const looking = boundedBy(token, patienceMs);
        const client = await clientToRotate(known, input, looking.signal).finally(looking.dispose);
        if ('kind' in client) return client;
        if (asked.get(known.api)?.delete(client.identifier)) return rotateApiClient(known, client, signal);
        return {
          kind: 'rotation',
          account: known.account,
          client: { name: toPlainText(client.name ?? '', 64), identifier: toPlainText(client.identifier, 64) },
          end: { state: 'refused', because: 'notConfirmed' },
        };
      }),
  };

  return {
    tripartie_find_user: looking(findUser),
    tripartie_list_api_clients: looking((known, _, signal) => listApiClients(known, signal)),
    tripartie_explain_due: looking((known, _, signal) => explainDue(known, signal)),
    tripartie_list_places: looking(listPlaces),
    tripartie_account_health: looking(accountHealth),
    tripartie_rotate_api_client: rotate,
  } satisfies Readonly<Record<LanguageModelToolName, Tool>>;
}

/** What the tools may use of the account that is signed in, or why they may not. Never asks the person to sign in. */
async function reachOf(
  session: Session,
  peopleOf: PeopleOf,
  rotations: Rotating,
  health: LatestHealth,
): Promise<Reach | ToolResult> {
  const state = await session.current();
  if (state.kind !== 'signedIn') return { kind: 'unavailable', because: 'signedOut' };
  const { account } = state;
  if (state.refused) return { kind: 'unavailable', because: 'keyRefused' };
  if (account.kind !== 'personalKey') return { kind: 'unavailable', because: 'needsPersonalKey' };
  return {
    account: toPlainText(accountName(account), 80),
    readOnly: account.readOnly,
    api: account.client,
    rotations,
    maxAgeDays: maxAgeDays(),
    places: (identifier) => keyPlaces(account, identifier),
    health,
    people: async () => (await peopleOf(account)).directory,
  };
}

/** Does what a tool does, and tells how it ended, whichever way. Never rejects. */
async function answer(
  token: vscode.CancellationToken,
  patienceMs: number | undefined,
  act: (signal: AbortSignal) => Promise<ToolResult>,
): Promise<vscode.LanguageModelToolResult> {
  const { signal, dispose } = boundedBy(token, patienceMs);
  try {
    return toToolResult(await act(signal));
  } catch (error) {
    if (token.isCancellationRequested) return toToolResult({ kind: 'unavailable', because: 'cancelled' });
    if (error instanceof CancelledError) return toToolResult({ kind: 'unavailable', because: 'tooSlow' });
    return toToolResult({ kind: 'failed', message: toPlainText(explain(error).message, 300) });
  } finally {
    dispose();
  }
}

/**
 * A signal that is aborted when the tool is cancelled, or is late. With a timer that holds on to it: garbage collection
 * takes an `AbortSignal.timeout` away from under `AbortSignal.any` (nodejs/node#57736), and then nothing is ever late.
 */
function boundedBy(token: vscode.CancellationToken, patienceMs: number | undefined) {
  const ending = new AbortController();
  const end = () => ending.abort();
  if (token.isCancellationRequested) end();
  const listener = token.onCancellationRequested(end);
  const timer = patienceMs === undefined ? undefined : setTimeout(end, patienceMs);
  return {
    signal: ending.signal,
    dispose: () => {
      clearTimeout(timer);
      listener.dispose();
    },
  };
}
