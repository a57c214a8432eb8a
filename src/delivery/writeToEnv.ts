import * as vscode from 'vscode';
import { type Caveat, MASK, masked, type Names, type SetOutcome, set } from '../dotenv/index.ts';
import type { PersonFiles } from '../platform/personFiles.ts';
import type { Spot } from '../session/keyPlaces.ts';
import { titleName } from '../session/profiles/profile.ts';
import { type HandedKey, handOver } from '../session/secrets/handOver.ts';
import type { Account } from '../session/session.ts';
import { type Answer, answerOf, inTurn } from '../ui/answer.ts';
import { clientName } from '../ui/clientName.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { fail, inform, showDone, warn } from '../ui/notify.ts';
import { type Choice, pickOne } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { inStatusBar } from '../ui/progress.ts';
import { askNames } from './askNames.ts';
import { choiceOf, type FileChoice, fileChoices, isThere, nameChoices } from './choices.ts';
import { sayDamaged } from './damaged.ts';
import { type EnvFile, type Refused, write } from './envFile.ts';
import { type IgnoreLine, ignore, ignoreLineFor } from './gitignore.ts';
import { isStillGood } from './isStillGood.ts';
import { withPreview } from './preview.ts';
import type { Damaged } from './put.ts';
import { caveatWords, refusalWords, standingWords, unsettableWords } from './words.ts';

/** What delivering needs besides the account. */
export interface Delivery {
  readonly files: PersonFiles;
  readonly clipboard: SecretClipboard;
}

/** A file that was chosen, and what it would become. */
interface Plan {
  readonly choice: FileChoice;
  readonly file: EnvFile;
  readonly names: Names;
  readonly bytes: Uint8Array;
  readonly caveats: readonly Caveat[];
  readonly ignoreLine: IgnoreLine | undefined;
}

/**
 * `Tripartie: Write to .env…`: file, names, look, write. Ends once it is written or left, whatever is done with the message.
 * @param into where file and names are settled already
 * @returns the names under which the file has the key now
 */
export async function writeToEnv(
  delivery: Delivery,
  account: Account,
  key: HandedKey,
  into?: Spot,
): Promise<Names | undefined> {
  const who = clientName(key);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (!vscode.workspace.isTrusted) {
    const words = `This workspace is not trusted, so nothing was written to it. The secret of “${who}” can be copied.`;
    return void (await offerCopy(delivery, account, key, words));
  }
  if (folders.length === 0) {
    const words = `No folder is open, so there is no .env file. The secret of “${who}” can be copied.`;
    return void (await offerCopy(delivery, account, key, words));
  }
  const choices = await inStatusBar('Asking git about .env files…', async () =>
    into ? [await choiceOf(delivery.files, into.folder, into.uri)] : fileChoices(delivery.files, folders),
  );
  const title = `Write “${plain(who, 40)}” to .env – ${titleName(account)}`;
  let choice = into && choices[0];
  let names = into?.names;
  let isThereNow = false;
  const asking: readonly (() => Promise<Answer<unknown>>)[] = [
    async () => {
      const answer = await askFile(account, title, choices);
      choice = answerOf(answer);
      // What is refused is said so at once, and the way is over.
      return choice && !isUsable(choice) ? { kind: 'left' } : answer;
    },
    async () => {
      const step = { title, about: account, step: 2, totalSteps: 3 };
      const answer = await askNames(step, await nameChoices(choice?.file as EnvFile), 'file');
      names = answerOf(answer);
      return answer;
    },
    async () => {
      const plan = await planOf(choice as FileChoice, names as Names, key);
      if (plan.kind !== 'plan') {
        isThereNow = plan.kind === 'same';
        sayNoPlan(delivery, account, key, choice as FileChoice, plan);
        return { kind: 'left' };
      }
      const answer = await askToWrite(account, title, key, plan.plan, into === undefined);
      if (answer.kind === 'answer') isThereNow = await carryOut(delivery, account, key, plan.plan);
      return answer;
    },
  ];
  const isDone = into ? choice && isUsable(choice) && (await inTurn(asking.slice(2))) : await inTurn(asking);
  if (!isDone && choice && !isUsable(choice)) {
    const words = `Nothing was written to ${nameOf(choice)}: ${refusalWords(choice.refusal ?? 'failed')}`;
    await offerCopy(delivery, account, key, words);
  }
  return isThereNow ? names : undefined;
}

function isUsable({ file, refusal }: FileChoice): boolean {
  return file !== undefined && (refusal === undefined || refusal === 'exposed');
}

function askFile(account: Account, title: string, choices: readonly FileChoice[]): Promise<Answer<FileChoice>> {
  const rows = [...choices].sort((one, other) => Number(isUsable(other)) - Number(isUsable(one))).map(rowOf);
  return pickOne<FileChoice>({
    title,
    about: account,
    step: 1,
    totalSteps: 3,
    placeholder: 'Which file does the program read?',
    items: rows,
  });
}

function rowOf(choice: FileChoice): Choice<FileChoice> {
  const { standing, refusal, file } = choice;
  const words = standing ? standingWords(standing) : refusalWords(refusal ?? 'failed');
  return {
    icon: isUsable(choice) ? (file?.bytes ? 'file' : 'new-file') : 'circle-slash',
    label: nameOf(choice),
    description: file && !file.bytes && isUsable(choice) ? `new file, ${words}` : words,
    value: choice,
  };
}

function nameOf({ uri }: FileChoice): string {
  return plain(vscode.workspace.asRelativePath(uri), 80);
}

type NoPlan = { readonly kind: 'same' } | Exclude<SetOutcome, { kind: 'set' }>;

async function planOf(
  choice: FileChoice,
  names: Names,
  { identifier, secret }: HandedKey,
): Promise<{ readonly kind: 'plan'; readonly plan: Plan } | NoPlan> {
  const file = choice.file as EnvFile;
  if (isThere(file, names, identifier, secret)) return { kind: 'same' };
  const first = set(file.bytes ?? new Uint8Array(), names.identifier, identifier);
  if (first.kind !== 'set') return first;
  const second = set(first.file, names.secret, secret);
  if (second.kind !== 'set') return second;
  const caveats = [...new Set([...first.caveats, ...second.caveats])];
  const ignoreLine = choice.standing === 'exposed' ? await ignoreLineFor(choice.folder.uri, file) : undefined;
  return { kind: 'plan', plan: { choice, file, names, bytes: second.file, caveats, ignoreLine } };
}

function sayNoPlan(delivery: Delivery, account: Account, key: HandedKey, choice: FileChoice, outcome: NoPlan): void {
  if (outcome.kind === 'same') void inform(`${nameOf(choice)} has this key already.`);
  else {
    const words = `Nothing was written to ${nameOf(choice)}: ${unsettableWords(outcome)}`;
    void offerCopy(delivery, account, key, words);
  }
}

/** @param isLast whether file and names were asked for before */
async function askToWrite(
  account: Account,
  title: string,
  key: HandedKey,
  plan: Plan,
  isLast: boolean,
): Promise<Answer<true>> {
  const { choice, file, names, ignoreLine } = plan;
  const fileName = file.uri.path.slice(file.uri.path.lastIndexOf('/') + 1);
  const preview = {
    title: `${nameOf(choice)}: what is written`,
    fileName,
    before: file.bytes ? masked(file.bytes) : '',
    after: masked(
      plan.bytes,
      new Map([
        [names.identifier, plain(key.identifier)],
        // Short: a side of the editor is narrow, and the title of the question says whose it is.
        [names.secret, `${MASK} (new)`],
      ]),
    ),
  };
  const what = ignoreLine
    ? { label: `Add ${plain(ignoreLine.line)} to ${ignoreName(ignoreLine)}, then write`, detail: IGNORE_WORDS }
    : { label: 'Write' };
  return withPreview(preview, () =>
    pickOne<true>({
      title,
      about: account,
      ...(isLast && { step: 3, totalSteps: 3 }),
      placeholder: ['Values are not shown.', ...plan.caveats.map(caveatWords)].join(' '),
      items: [{ icon: 'save', ...what, value: true }],
    }),
  );
}

const IGNORE_WORDS = 'Without this line, the secret would go to everybody with the next “git add”.';

function ignoreName({ uri }: IgnoreLine): string {
  return plain(vscode.workspace.asRelativePath(uri), 80);
}

/** @returns whether it was written; else the person was told why not */
async function carryOut(delivery: Delivery, account: Account, key: HandedKey, plan: Plan): Promise<boolean> {
  const { files } = delivery;
  const { choice, file, names, ignoreLine } = plan;
  const refuse = (where: string, why: Refused | Damaged) => {
    if (why.kind === 'damaged') sayDamaged(where, why);
    else void offerCopy(delivery, account, key, `Nothing was written to ${where}: ${refusalWords(why.because)}`);
    return false;
  };
  if (!(await isStillGood(account, key, `nothing was written to ${nameOf(choice)}`))) return false;
  if (ignoreLine) {
    const refused = await ignore(files, choice.folder.uri, ignoreLine);
    if (refused) return refuse(ignoreName(ignoreLine), refused);
  }
  const result = await write(files, file, plan.bytes);
  const name = key.name ?? null;
  if (result.kind !== 'written') return refuse(nameOf(choice), result);
  const { identifier } = key;
  account.note('secret written', { identifier, name });
  await account.places.remember({ uri: `${choice.uri}`, identifier, names });
  const words = `“${clientName(key)}” is in ${nameOf(choice)}, as ${names.identifier} and ${names.secret}.`;
  // It is the person's file, whoever is signed in by then.
  void inform(words, undefined, { id: 'undo', label: 'Undo' }).then(async (pressed) => {
    if (!pressed) return;
    const undone = await result.undo();
    if (undone === 'undone') {
      await account.places.forget(identifier, `${choice.uri}`);
      showDone(`${nameOf(choice)} is as it was`);
    } else if (undone === 'tooLate') void warn(`It is more than a minute ago, and ${nameOf(choice)} stays as it is.`);
    else if (undone.kind === 'damaged') sayDamaged(nameOf(choice), undone);
    else void fail(`${nameOf(choice)} stays as it is: ${refusalWords(undone.because)}`);
  });
  return true;
}

/** Says why a key did not go where it was to go, and offers the clipboard instead. */
export async function offerCopy(
  { clipboard }: Delivery,
  account: Account,
  key: HandedKey,
  words: string,
): Promise<void> {
  const pressed = await warn(words, account, { id: 'copy', label: 'Copy as .env Lines' });
  if (pressed) await handOver(account, clipboard, key, 'envLines');
}
