import * as vscode from 'vscode';
import type { Names } from '../dotenv/index.ts';
import { openPersonFiles } from '../platform/openPersonFiles.ts';
import type { Spot } from '../session/keyPlaces.ts';
import type { HandedKey } from '../session/secrets/handOver.ts';
import type { Account } from '../session/session.ts';
import type { Standing } from '../session/standing.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { standingOf } from './git.ts';
import { type RunDelivery, runWithKey } from './runWithKey.ts';
import { setCiSecret } from './setCiSecret.ts';
import { updatePlaces } from './updatePlaces.ts';
import { writeToEnv } from './writeToEnv.ts';

/** What is to be done with a key. */
export type DeliveryCommand = 'tripartie.writeToEnv' | 'tripartie.runWithKey' | 'tripartie.setCiSecret';

/**
 * Puts a key where programs look for it, after the person has chosen and seen where. Loaded when it is asked for.
 * @param replaces the identifier of a key whose places it takes
 */
export async function deliver(
  command: DeliveryCommand,
  account: Account,
  key: HandedKey,
  { context, clipboard }: Omit<RunDelivery, 'files'>,
  replaces?: string,
): Promise<void> {
  const delivery = { files: await openPersonFiles(), clipboard, context };
  if (command === 'tripartie.runWithKey') await runWithKey(delivery, account, key);
  else if (command === 'tripartie.setCiSecret') await setCiSecret(delivery, account, key);
  else if (replaces === undefined) await writeToEnv(delivery, account, key);
  else await updatePlaces(delivery, account, key, replaces);
}

/** {@link writeToEnv} for a key that stands elsewhere by now. Loaded when it is asked for. */
export async function moveToEnv(
  account: Account,
  key: HandedKey,
  clipboard: SecretClipboard,
): Promise<Names | undefined> {
  return writeToEnv({ files: await openPersonFiles(), clipboard }, account, key);
}

/** What git does with a file. Never rejects. */
export async function standing(uri: vscode.Uri): Promise<Standing> {
  const files = await openPersonFiles();
  if (uri.scheme !== 'file') return standingOf(files, uri);
  const real = await files.realPath(uri.fsPath).then(vscode.Uri.file, () => uri);
  return standingOf(files, real);
}

/** Puts a key where a project says that it belongs, after the person has seen it. Loaded when it is asked for. */
export async function writeKeyInto(
  account: Account,
  key: HandedKey,
  clipboard: SecretClipboard,
  into: Spot,
): Promise<void> {
  await writeToEnv({ files: await openPersonFiles(), clipboard }, account, key, into);
}
