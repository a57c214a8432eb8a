import * as vscode from 'vscode';
import { type Dotenv, find, isVariableName, parse, partnerOf, set, type VariableName } from '../dotenv/index.ts';
import { labelsOf, type Place, placesOf, type Sought, soughtOf } from '../session/places.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { HandedKey } from '../session/secrets/handOver.ts';
import type { Account } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { fail, inform, showDone, warn } from '../ui/notify.ts';
import { pickOne } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { inStatusBar } from '../ui/progress.ts';
import { sayDamaged } from './damaged.ts';
import { type EnvFile, look, refusalOf, type Written, write } from './envFile.ts';
import { standingOf } from './git.ts';
import { isStillGood } from './isStillGood.ts';
import { refusalWords, unsettableWords } from './words.ts';
import type { Delivery } from './writeToEnv.ts';

/** What a file calls the two halves of a key, which may be there more than once. */
interface AllNames {
  readonly identifiers: readonly VariableName[];
  readonly secrets: readonly VariableName[];
}

/** A place that can be written to. */
interface Update {
  readonly place: Place;
  readonly file: EnvFile;
  readonly bytes: Uint8Array;
  readonly names: AllNames;
}

/** Why a place stays as it is. */
interface Kept {
  readonly place: Place;
  readonly because: string;
}

/**
 * Puts a new key into every file of the workspace that has the old one, under the same names, with one yes. What cannot
 * be written is named, and stays on the old key.
 */
export async function updatePlaces(
  delivery: Delivery,
  account: Account,
  key: HandedKey,
  oldIdentifier: string,
): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void warn('This workspace is not trusted, so no place in it was updated.');
    return;
  }
  const old = await soughtOf(account, oldIdentifier);
  const updates = await inStatusBar('Asking git about .env files…', async () => {
    const places = await placesOf(account, oldIdentifier);
    return oneOfEach(await Promise.all(places.found.map((place) => updateOf(delivery, place, key, old))));
  });
  const possible = updates.flatMap((each) => ('bytes' in each ? [each] : []));
  const refused = updates.flatMap((each) => ('because' in each ? [`${each.place.label}: ${each.because}`] : []));
  if (possible.length === 0) {
    void warn(`No place was updated. ${refused.join(' ') || 'No file here has the old key any more.'}`);
    return;
  }
  const sure = await pickOne<true>({
    title: `Update places of “${plain(clientName(key), 40)}” – ${titleName(account)}`,
    about: account,
    placeholder: 'The new key goes where the old one is; nothing else changes.',
    items: [
      {
        icon: 'save',
        label: `Write to ${labelsOf(possible.map(({ place }) => place))}`,
        description: [...new Set(possible.flatMap(({ names }) => [...names.identifiers, ...names.secrets]))].join(', '),
        ...(refused.length > 0 && { detail: `Not updated: ${refused.join(' ')}` }),
        value: true,
      },
    ],
  });
  if (sure.kind !== 'answer') return;
  if (!(await isStillGood(account, key, 'no place was updated'))) return;
  const done: Done[] = [];
  for (const { place, file, bytes, names } of possible) {
    const outcome = await write(delivery.files, file, bytes);
    if (outcome.kind === 'written') {
      done.push({ label: place.label, written: outcome });
      await rememberPlace(account, key, place, names, oldIdentifier);
    } else if (outcome.kind === 'damaged') sayDamaged(place.label, outcome);
    else refused.push(`${place.label}: ${refusalWords(outcome.because)}`);
  }
  const words = [`${done.length} of ${updates.length} places of “${clientName(key)}” have the new key.`, ...refused];
  if (done.length === 0) {
    void warn(words.join(' '));
    return;
  }
  account.note('secret written', { identifier: key.identifier, name: key.name ?? null });
  const told = done.length < updates.length ? warn : inform;
  void told(words.join(' '), undefined, { id: 'undo', label: 'Undo' }).then(async (pressed) => {
    if (pressed) await undoAll(done);
  });
}

interface Done {
  readonly label: string;
  readonly written: Written;
}

async function rememberPlace(
  { places }: Account,
  { identifier }: HandedKey,
  { uri }: Place,
  { identifiers: [idName], secrets: [secret] }: AllNames,
  replaces: string,
): Promise<void> {
  if (idName && secret)
    await places.remember({ uri: `${uri}`, identifier, names: { identifier: idName, secret }, replaces });
}

async function undoAll(done: readonly Done[]): Promise<void> {
  const kept: string[] = [];
  for (const { label, written } of done) {
    const undone = await written.undo();
    if (undone === 'undone') continue;
    if (undone === 'tooLate') kept.push(`${label}: it is more than a minute ago.`);
    else if (undone.kind === 'damaged') sayDamaged(label, undone);
    else kept.push(`${label}: ${refusalWords(undone.because)}`);
  }
  if (kept.length > 0) void fail(`These stay as they are. ${kept.join(' ')}`);
  else showDone('The places are as they were');
}

/** Links may lead to one file. */
function oneOfEach(updates: readonly (Update | Kept)[]): (Update | Kept)[] {
  const seen = new Set<string>();
  return updates.filter((each) => {
    if (!('file' in each)) return true;
    const { path } = each.file.uri;
    return !seen.has(path) && seen.add(path);
  });
}

async function updateOf({ files }: Delivery, place: Place, key: HandedKey, old: Sought): Promise<Update | Kept> {
  const looked = await look(files, place.folder.uri, place.uri);
  const refusal = looked.kind === 'refused' ? looked.because : refusalOf(await standingOf(files, looked.file.uri));
  if (looked.kind === 'refused' || refusal) return { place, because: refusalWords(refusal ?? 'failed') };
  let bytes = looked.file.bytes ?? new Uint8Array();
  const dotenv = parse(bytes);
  if (dotenv.kind !== 'read') return { place, because: unsettableWords(dotenv) };
  const names = namesIn(dotenv, old);
  if (typeof names === 'string') return { place, because: names };
  const values = [
    ...names.identifiers.map((name) => [name, key.identifier] as const),
    ...names.secrets.map((name) => [name, key.secret] as const),
  ];
  for (const [name, value] of values) {
    const outcome = set(bytes, name, value);
    if (outcome.kind !== 'set') return { place, because: unsettableWords(outcome) };
    bytes = outcome.file;
  }
  return { place, file: looked.file, bytes, names };
}

const NO_NAMES = 'the name of its secret cannot be told.';

const OTHER_SECRET =
  'what stands beside its identifier is not the old secret, but a reference or another one. Change it by hand.';

const SECRET_ALONE =
  'it has the secret alone, and would not fit the identifier, which is elsewhere. Change both by hand.';

const INSIDE = 'the key is a part of another value. Change it by hand.';

/** Under which names a file has a key: the secret by its value where that is known, else by its name. Or why not. */
function namesIn(dotenv: Dotenv, { identifier, secret }: Sought): AllNames | string {
  const names = [...new Set(dotenv.assignments.map(({ name }) => name))];
  const textOf = (name: string) => find(dotenv, name)?.text ?? '';
  const identifiers = names.filter((name) => textOf(name) === identifier);
  const withSecret = names.filter((name) => secret !== undefined && textOf(name) === secret);
  if (identifiers.length === 0) return withSecret.length > 0 ? SECRET_ALONE : INSIDE;
  if (!identifiers.every(isVariableName) || !withSecret.every(isVariableName)) return NO_NAMES;
  if (withSecret.length > 0) return { identifiers, secrets: withSecret };
  const partners = names.filter(isVariableName).filter((name) => partnerOf(name, identifiers) !== undefined);
  if (partners.length === 0) return NO_NAMES;
  // In their place may be what another program resolves, and a key that is known is not there.
  const isSecret = (name: string) => secret === undefined && /^(?!.*:\/\/)[^$`(]+$/.test(textOf(name));
  return partners.every(isSecret) ? { identifiers, secrets: partners } : OTHER_SECRET;
}
