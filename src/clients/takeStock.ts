import { systemClock } from '../platform/clock.ts';
import type { Stock, TakenStock } from '../session/secrets/clientSecrets.ts';
import type { Account } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { runCommand } from '../ui/commands.ts';
import { warn } from '../ui/notify.ts';
import { settleAmbiguousCreate } from './ambiguousCreate.ts';
import { eraseNamed } from './delete.ts';
import { findOrphans, sentAt } from './orphans.ts';

/** How long a create may be under way at Tripartie after it was sent, in milliseconds. */
const SETTLE_MS = 120_000;

/** When other windows that are just closing are looked at again, in milliseconds. */
const AGAIN_MS = 15_000;

/** What is known of rotations under way. */
interface Rotating {
  isRotating(account: Account, identifier: string): Promise<boolean | 'unknown'>;
}

/**
 * Says what an extension host that ended has left undone of this account's secrets: one that is not saved, one that is
 * lost, a key that was being made. Each is told at every start, until the person has answered or it is settled.
 */
export async function tellStock(
  account: Account,
  rotations: Rotating,
  { stock, areOthersThere }: TakenStock,
): Promise<void> {
  let unsaved = 0;
  for (const [note, left] of stock) {
    if (left.kind === 'cut') void settleCut(account, left, note);
    else if (left.kind === 'lost') void tellLost(account, left, note, rotations);
    else unsaved += 1;
  }
  if (unsaved > 0) void askToSave(account, unsaved);
  if (!areOthersThere) return;
  await systemClock.sleep(AGAIN_MS, account.ended);
  if (account.ended.aborted) return;
  // What was told is told once a start; a note of it is there until it is answered.
  const later = await account.secrets.takeStock();
  const news = [...later.stock].filter(([note]) => !stock.has(note));
  await tellStock(account, rotations, { stock: new Map(news), areOthersThere: false });
}

async function askToSave(account: Account, count: number): Promise<void> {
  const [secrets, they] = count === 1 ? ['1 secret', 'it'] : [`${count} secrets`, 'them'];
  const words = `${secrets} of API clients ${count === 1 ? 'is' : 'are'} not saved, and this editor may forget ${they} when it restarts.`;
  if (await warn(words, account, { id: 'save', label: 'Save Now' })) await runCommand('tripartie.saveSecrets');
}

async function tellLost(
  account: Account,
  { identifier, name, isOfRotation }: Exclude<Stock, { kind: 'cut' }>,
  note: string,
  rotations: Rotating,
): Promise<void> {
  // A rotation under way says so itself, and what can be done.
  if (isOfRotation && (await rotations.isRotating(account, identifier)) !== false) return;
  const called = clientName({ name, identifier });
  const pressed = await warn(
    `The secret of “${called}” was not saved before its window went, and the store of this one does not have it. If you saved a copy, import it; else nobody can use this key any more.`,
    account,
    { id: 'import', label: 'Import It…' },
    { id: 'delete', label: 'Delete the Key' },
  );
  if (account.ended.aborted) return;
  await account.secrets.unannounce(note);
  if (pressed === 'import') {
    const { importSecret } = await import('../session/secrets/importSecret.ts');
    await importSecret(account, { identifier }, called);
  }
  if (pressed === 'delete' && (await eraseNamed(account, { identifier, name: called }))) account.changed('keys');
}

/**
 * A key was being made when the extension host ended: it is looked for at once, and once more when none can come any more.
 * Where there is none whose secret is missing, it was not made, or its secret got as far as the store: nothing is to say.
 */
async function settleCut(account: Account, cut: Extract<Stock, { kind: 'cut' }>, note: string): Promise<void> {
  const look = () => findOrphans(account, cut, sentAt(cut.startedAt)).catch(() => undefined);
  let found = await look();
  if (!found?.orphans.length) {
    const rest = cut.startedAt + SETTLE_MS - systemClock.now();
    await systemClock.sleep(Math.min(Math.max(rest, 0), SETTLE_MS), account.ended);
    if (!account.ended.aborted) found = await look();
  }
  if (account.ended.aborted) return;
  const isNone = found?.complete && found.orphans.length === 0;
  if (!isNone) await settleAmbiguousCreate(account, cut, sentAt(cut.startedAt));
  if (!account.ended.aborted) await account.secrets.unannounce(note);
}
