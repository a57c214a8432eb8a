import * as vscode from 'vscode';
import { findClient } from './findClient.ts';
import { type Reach, unlessLate } from './reach.ts';
import { nameOf, type ToolResult, toPlainText } from './results.ts';

/**
 * The places of a client's key. Of an identifier that the account has, and of nothing else: whoever asks could learn by it
 * whether some file has a value.
 * @throws ApiError
 */
export async function listPlaces(
  reach: Reach,
  input: { identifier?: unknown },
  signal: AbortSignal,
): Promise<ToolResult> {
  if (!vscode.workspace.isTrusted) return { kind: 'unavailable', because: 'untrusted' };
  const client = await findClient(reach, input, signal);
  if (!client) return { kind: 'noSuchClient', account: reach.account };
  const places = await unlessLate(reach.places(client.identifier), signal);
  if (!places) return { kind: 'unavailable', because: 'tooSlow' };
  return {
    kind: 'places',
    account: reach.account,
    client: nameOf(client),
    places: places.map(({ label, names, state }) => ({
      file: toPlainText(label),
      identifierVariable: toPlainText(names.identifier),
      secretVariable: names.secret ? toPlainText(names.secret) : 'unknown',
      state,
    })),
  };
}
