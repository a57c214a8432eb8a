import { followReplacement } from '../session/keyPlaces.ts';
import { labelsOf, type Place, placesOf } from '../session/places.ts';
import { copyChoices, WRITE_CHOICE } from '../session/secrets/copyChoices.ts';
import { type HandOverAs, handOver } from '../session/secrets/handOver.ts';
import type { Account, Session } from '../session/session.ts';
import { answerOf } from '../ui/answer.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { runCommand } from '../ui/commands.ts';
import { ask as askModally, warn } from '../ui/notify.ts';
import { pickOne } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { createdWords } from '../ui/time.ts';
import {
  type Candidate,
  type Decision,
  type Need,
  newKeyOf,
  type Overlap,
  type Ports,
  type Rotation,
} from './machine/index.ts';
import { copyWords, keysWords, rotationName } from './words.ts';

/** What a question about a rotation may need. */
export interface Asking {
  account: Account;
  session: Session;
  ports: Ports;
  clipboard: SecretClipboard;
  /** As what the new key was copied while the person watches. */
  copied: Set<HandOverAs>;
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
      return askToRetire(asking.account, rotation, need.because);
    case 'orphan':
      return askAboutOrphan(asking, rotation, need.candidates);
  }
}

const COPY = { id: 'copy', label: 'Copy New Secret' } as const;
const COPY_AGAIN = { id: 'copy', label: 'Copy Again' } as const;
const SAVED = { id: 'saved', label: 'I Saved It' } as const;
const STORE_AGAIN = { id: 'storeAgain', label: 'Try Storing Again' } as const;
const DELETE_NEW = { id: 'undo', label: 'Delete the New Key' } as const;
const DELETE_OLD = { id: 'delete', label: 'Delete the Old Key' } as const;

async function askForCopy(
  asking: Asking,
  rotation: Rotation,
  because: Extract<Need, { kind: 'savedCopy' }>['because'],
): Promise<Decision | undefined> {
  const name = rotationName(rotation);
  let isCopied = false;
  for (;;) {
    const pressed = await askModally({
      // A secret is saved whoever is signed in by then; what else is decided waits for its account by itself.
      about: undefined,
      text: isCopied
        ? `Is the new secret of “${name}” saved in a safe place?`
        : `Save a copy of the new secret of “${name}”`,
      detail: [
        `${copyWords(because)} The old key is not deleted before you have a copy: Tripartie shows a secret only once.`,
      ],
      buttons: [
        ...(isCopied ? [SAVED, COPY_AGAIN] : [COPY]),
        ...(because === 'storeFailed' ? [STORE_AGAIN, DELETE_NEW] : []),
      ],
    });
    switch (pressed) {
      case undefined:
        return undefined;
      case 'saved':
        if (rotation.newIdentifier !== undefined) await asking.account.secrets.release(rotation.newIdentifier);
        return { kind: 'savedCopy' };
      case 'storeAgain':
        return { kind: 'goOn' };
      case 'undo':
        return { kind: 'undo' };
      case 'copy':
        isCopied = (await copyNewKey(asking, rotation, 'secret')) || isCopied;
    }
  }
}

async function copyNewKey(asking: Asking, rotation: Rotation, as: HandOverAs): Promise<boolean> {
  const { account, ports, clipboard, copied } = asking;
  const key = await newKeyOf(ports, rotation.id).catch(() => undefined);
  if (key) {
    const isDone = await handOver(account, clipboard, { ...key, name: rotation.name }, as);
    if (isDone) copied.add(as);
    return isDone;
  }
  void warn(`The new secret cannot be read at the moment. ${keysWords(rotation)}`);
  return false;
}

const HOUR_MS = 3_600_000;

/** The new key is there and works: hand it over, then say how long the old one goes on. */
async function askForOverlap(asking: Asking, rotation: Rotation): Promise<Decision | undefined> {
  const { account } = asking;
  for (;;) {
    const { newIdentifier: identifier = '', oldIdentifier: replaces } = rotation;
    const { found: places } = await placesOf(account, replaces);
    void followReplacement(account, { identifier, replaces });
    const picked = await pickOne<HandOverAs | 'envFile' | 'places' | 'whenTold' | number>({
      title: `The new key of “${rotationName(rotation)}” works – both keys are valid now`,
      about: account,
      placeholder: 'Put the new secret where the old one is used. How long shall the old key go on working?',
      items: [
        ...(places.length > 0 ? [updateRow(places)] : []),
        ...copyChoices('new secret', asking.copied),
        WRITE_CHOICE,
        { separator: 'Keep the old key for…' },
        { label: 'I will say when', description: 'both keys work until you delete the old one', value: 'whenTold' },
        { label: '1 hour', value: HOUR_MS },
        { label: '24 hours', value: 24 * HOUR_MS },
        { label: '7 days', value: 168 * HOUR_MS },
        { label: 'Delete the old key now', description: 'only if nothing uses it any more', value: 0 },
      ],
      // Who has the new secret is asked for how long, and Enter takes what deletes nothing.
      active: asking.copied.size > 0 ? 'whenTold' : undefined,
    });
    if (picked.kind !== 'answer') return undefined;
    const choice = picked.value;
    if (choice === 'secret' || choice === 'envLines') {
      await copyNewKey(asking, rotation, choice);
      continue;
    }
    if (choice === 'envFile' || choice === 'places') {
      const key = { identifier, name: rotation.name ?? undefined };
      await runCommand('tripartie.writeToEnv', choice === 'places' ? { ...key, replaces } : key);
      continue;
    }
    if (choice === 'whenTold') return { kind: 'overlap', overlap: { kind: 'whenTold' } };
    const overlap =
      choice === 0 ? await confirmNow(account, rotation) : await askWhenClosed(account, rotation, choice, places);
    if (overlap) return { kind: 'overlap', overlap };
  }
}

function updateRow(places: readonly Place[]) {
  const [label, description] = [
    `Update ${places.length} ${places.length === 1 ? 'place' : 'places'}`,
    labelsOf(places),
  ];
  return { icon: 'save', label, description: `${description}: still on the old key`, value: 'places' as const };
}

async function confirmNow(account: Account, rotation: Rotation): Promise<Overlap | undefined> {
  const sure = await askModally({
    about: account,
    text: `Delete the old key of “${rotationName(rotation)}” now?`,
    detail: await goodbye(account, rotation),
    buttons: [DELETE_OLD],
  });
  return sure && { kind: 'for', ms: 0, deleteAutomatically: true };
}

async function askWhenClosed(
  account: Account,
  rotation: Rotation,
  ms: number,
  places: readonly Place[],
): Promise<Overlap | undefined> {
  const picked = await pickOne<boolean>({
    title: `When the time of the old key of “${rotationName(rotation)}” is over`,
    about: account,
    placeholder: [
      'And if this editor is closed at that moment?',
      ...(places.length > 0 ? [`Still with the old key: ${labelsOf(places)}`] : []),
    ].join(' '),
    items: [
      { label: 'Ask me at the next start', description: 'nothing is deleted unseen', value: false },
      {
        label: 'Delete the old key at the next start',
        description: 'without asking, unless a file here still has it',
        value: true,
      },
    ],
  });
  return picked.kind === 'answer' ? { kind: 'for', ms, deleteAutomatically: picked.value } : undefined;
}

/** Asks whether the old key may go. */
export async function askToRetire(
  account: Account,
  rotation: Rotation,
  because: Extract<Need, { kind: 'retireNow' }>['because'] = 'whenTold',
): Promise<Decision | undefined> {
  const ended =
    because === 'endedUnseen'
      ? 'The time of both keys ended while this editor was closed, or its computer asleep. '
      : '';
  const [first = '', ...more] = await goodbye(account, rotation);
  const sure = await askModally({
    about: account,
    text: `Delete the old key of “${rotationName(rotation)}”?`,
    detail: [`${ended}${first}`, ...more],
    buttons: [DELETE_OLD],
  });
  return sure && { kind: 'retireNow' };
}

async function goodbye(account: Account, rotation: Rotation): Promise<string[]> {
  const { found: places, isComplete } = await placesOf(account, rotation.oldIdentifier);
  return [
    'The new key is tried once more first. Programs that still use the old key stop working at once.',
    `Old identifier: ${plain(rotation.oldIdentifier)}`,
    ...(places.length > 0 ? [`Still with the old key in this workspace: ${labelsOf(places)}`] : []),
    ...(isComplete ? [] : ['Not all .env files of this workspace could be looked at: others may have the old key.']),
  ];
}

async function askAboutOrphan(
  { account }: Asking,
  rotation: Rotation,
  candidates: readonly Candidate[],
): Promise<Decision | undefined> {
  const name = rotationName(rotation);
  const [only, ...others] = candidates;
  if (only && others.length === 0) {
    const pressed = await askModally({
      about: account,
      text: `A key “${name}” was made whose secret nobody has`,
      detail: [
        'The answer that carried the secret was lost, and Tripartie shows it only once. The old key is untouched. Delete the useless one, then rotate again.',
        `Identifier: ${plain(only.identifier)}`,
        `Created: ${createdWords(only.createdAt)}`,
      ],
      buttons: [
        { id: 'delete', label: 'Delete It' },
        { id: 'keep', label: 'Keep It' },
      ],
    });
    if (pressed === 'delete') return { kind: 'deleteOrphan', identifier: only.identifier };
    return pressed && { kind: 'leave' };
  }
  const picked = await pickOne<Decision>({
    title: `An answer was lost while “${name}” was rotated`,
    about: account,
    placeholder: 'These keys are new. One of them may be ours, and nobody has its secret. Which one may be deleted?',
    items: [
      ...candidates.map(({ identifier, createdAt }) => ({
        label: plain(identifier),
        description: `created: ${createdWords(createdAt)}`,
        value: { kind: 'deleteOrphan', identifier } as const,
      })),
      { label: 'None: leave all keys as they are', value: { kind: 'leave' } },
    ],
  });
  return answerOf(picked);
}
