import * as vscode from 'vscode';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { envLines } from '../ui/envLines.ts';
import { plain, withoutIcons, withoutLinks } from '../ui/plainText.ts';
import { pickOne } from '../ui/steps.ts';
import { longDate } from '../ui/time.ts';
import {
  type Candidate,
  type Decision,
  type Need,
  newKeyOf,
  type Overlap,
  type Ports,
  type Rotation,
} from './machine/index.ts';
import { copyWords, keysWords } from './words.ts';

/** What a question about a rotation may need. */
export interface Asking {
  account: Account;
  session: Session;
  ports: Ports;
  clipboard: SecretClipboard;
}

/** What a person calls the client that is rotated. Plain text. */
export function rotationName({ name, oldIdentifier }: Rotation): string {
  return plain(name ?? '', 64) || plain(oldIdentifier, 32);
}

/** What is asked for in an input or a dialog, and so is answered or left soon. */
export type Question = Exclude<Need, { kind: 'switchSession' | 'reload' }>;

/** Asks what only the person can say. @returns `undefined` when they left the question; nothing is lost by that */
export function ask(asking: Asking, rotation: Rotation, need: Question): Promise<Decision | undefined> {
  switch (need.kind) {
    case 'savedCopy':
      return askForCopy(asking, rotation, need.because);
    case 'overlap':
      return askForOverlap(asking, rotation);
    case 'retireNow':
      return askToRetire(rotation, need.because);
    case 'orphan':
      return askAboutOrphan(asking, rotation, need.candidates);
  }
}

async function askForCopy(
  asking: Asking,
  rotation: Rotation,
  because: Extract<Need, { kind: 'savedCopy' }>['because'],
): Promise<Decision | undefined> {
  let copied = false;
  for (;;) {
    const choice = await vscode.window.showWarningMessage(
      copied
        ? `Is the new secret of “${withoutLinks(rotationName(rotation))}” saved in a safe place?`
        : `Save a copy of the new secret of “${withoutLinks(rotationName(rotation))}”`,
      {
        modal: true,
        detail: `${copyWords(because)} The old key is not deleted before you have a copy: Tripartie shows a secret only once.`,
      },
      ...(copied ? ['I Saved It', 'Copy Again'] : ['Copy New Secret']),
      ...(because === 'storeFailed' ? ['Try Storing Again', 'Delete the New Key'] : []),
    );
    switch (choice) {
      case undefined:
        return undefined;
      case 'I Saved It':
        return { kind: 'savedCopy' };
      case 'Try Storing Again':
        return { kind: 'goOn' };
      case 'Delete the New Key':
        return { kind: 'undo' };
      default:
        copied = (await copyNewKey(asking, rotation, 'secret')) || copied;
    }
  }
}

type HandOver = 'secret' | 'env';

async function copyNewKey({ account, ports, clipboard }: Asking, rotation: Rotation, as: HandOver): Promise<boolean> {
  const key = await newKeyOf(ports, rotation.id).catch(() => undefined);
  if (!key) {
    void vscode.window.showWarningMessage(`The new secret cannot be read at the moment. ${keysWords(rotation)}`);
    return false;
  }
  await clipboard.copy(as === 'secret' ? key.secret : envLines(key));
  account.note('secret copied', { identifier: key.identifier, name: rotation.name });
  return true;
}

const HOUR_MS = 3_600_000;

/** The new key is there and works: hand it over, then say how long the old one goes on. */
async function askForOverlap(asking: Asking, rotation: Rotation): Promise<Decision | undefined> {
  const title = `The new key of “${withoutIcons(rotationName(rotation))}” works – both keys are valid now`;
  for (;;) {
    const choice = await pickOne<HandOver | 'whenTold' | number>({
      title,
      left: asking.account.left,
      placeholder: 'Put the new secret where the old one is used. How long shall the old key go on working?',
      items: [
        { label: '$(copy) Copy the new secret', description: 'for 60 seconds on the clipboard', value: 'secret' },
        { label: '$(copy) Copy as .env lines', description: 'identifier and secret', value: 'env' },
        { label: '', kind: vscode.QuickPickItemKind.Separator, value: 'whenTold' },
        { label: 'I will say when', description: 'both keys work until you delete the old one', value: 'whenTold' },
        { label: '1 hour', value: HOUR_MS },
        { label: '24 hours', value: 24 * HOUR_MS },
        { label: '7 days', value: 168 * HOUR_MS },
        { label: 'Delete the old key now', description: 'only if nothing uses it any more', value: 0 },
      ],
    });
    if (choice === 'secret' || choice === 'env') {
      if (await copyNewKey(asking, rotation, choice)) {
        vscode.window.setStatusBarMessage('$(check) The new secret is on the clipboard', 4_000);
      }
      continue;
    }
    if (choice === 'whenTold') return { kind: 'overlap', overlap: { kind: 'whenTold' } };
    if (typeof choice !== 'number') return undefined;
    const overlap = choice === 0 ? await confirmNow(rotation) : await askWhenClosed(choice, asking.account.left);
    if (overlap) return { kind: 'overlap', overlap };
  }
}

async function confirmNow(rotation: Rotation): Promise<Overlap | undefined> {
  const choice = await vscode.window.showWarningMessage(
    `Delete the old key of “${withoutLinks(rotationName(rotation))}” now?`,
    { modal: true, detail: goodbye(rotation) },
    'Delete the Old Key',
  );
  return choice && { kind: 'for', ms: 0, deleteAutomatically: true };
}

async function askWhenClosed(ms: number, left: AbortSignal): Promise<Overlap | undefined> {
  const answer = await pickOne<boolean>({
    title: 'When the time is over',
    left,
    placeholder: 'And if this editor is closed at that moment?',
    items: [
      { label: 'Ask me at the next start', description: 'nothing is deleted unseen', value: false },
      { label: 'Delete the old key at the next start', description: 'without asking', value: true },
    ],
  });
  return typeof answer === 'boolean' ? { kind: 'for', ms, deleteAutomatically: answer } : undefined;
}

/** Asks whether the old key may go. */
export async function askToRetire(
  rotation: Rotation,
  because: Extract<Need, { kind: 'retireNow' }>['because'] = 'whenTold',
): Promise<Decision | undefined> {
  const ended = because === 'endedWhileClosed' ? 'The time of both keys ended while this editor was closed. ' : '';
  const choice = await vscode.window.showWarningMessage(
    `Delete the old key of “${withoutLinks(rotationName(rotation))}”?`,
    { modal: true, detail: `${ended}${goodbye(rotation)}` },
    'Delete the Old Key',
  );
  return choice && { kind: 'retireNow' };
}

function goodbye({ oldIdentifier }: Rotation): string {
  return `The new key is tried once more first. Programs that still use the old key stop working at once.\nOld identifier: ${plain(oldIdentifier)}`;
}

async function askAboutOrphan(
  { account }: Asking,
  rotation: Rotation,
  candidates: readonly Candidate[],
): Promise<Decision | undefined> {
  const name = rotationName(rotation);
  const [only, ...others] = candidates;
  if (only && others.length === 0) {
    const choice = await vscode.window.showWarningMessage(
      `A key “${withoutLinks(name)}” was made whose secret nobody has`,
      {
        modal: true,
        detail: `The answer that carried the secret was lost, and Tripartie shows it only once. The old key is untouched. Delete the useless one, then rotate again.\nIdentifier: ${plain(only.identifier)}\nCreated: ${longDate(only.createdAt)}`,
      },
      'Delete It',
      'Keep It',
    );
    if (choice === 'Delete It') return { kind: 'deleteOrphan', identifier: only.identifier };
    return choice && { kind: 'leave' };
  }
  const answer = await pickOne<string>({
    title: `An answer was lost while “${withoutIcons(name)}” was rotated`,
    left: account.left,
    placeholder: 'These keys are new. One of them may be ours, and nobody has its secret. Which one may be deleted?',
    items: [
      ...candidates.map(({ identifier, createdAt }) => ({
        label: withoutIcons(identifier),
        description: `created ${longDate(createdAt)}`,
        value: identifier,
      })),
      { label: 'None: leave all keys as they are', value: '' },
    ],
  });
  if (typeof answer !== 'string') return undefined;
  return answer === '' ? { kind: 'leave' } : { kind: 'deleteOrphan', identifier: answer };
}
