import assert from 'node:assert/strict';
import type { Fault } from '../../src/sandbox/index.ts';
import { eventually } from '../host/eventually.ts';
import { type Caller, createCaller, type Key } from './caller.ts';
import { askAsAnother, type Setting } from './support.ts';

/** One client that is rotated, with a program that uses its key all along. */
export interface Run {
  readonly setting: Setting;
  readonly name: string;
  readonly old: Key;
  readonly caller: Caller;
}

/**
 * Rotates a key with a program that fetches tokens all along, with whatever keys it was given: afterwards one key is
 * left, the program has it, and it was never refused.
 */
export async function withProgram(
  setting: Setting,
  { name, old }: Pick<Run, 'name' | 'old'>,
  work: (run: Run) => Promise<void>,
): Promise<void> {
  const caller = createCaller(setting);
  const run: Run = { setting, name, old, caller };
  await caller.use(old);
  caller.start();
  try {
    await work(run);
    const left = caller.keys.map(({ identifier }) => identifier);
    assert.equal(left.length, 1);
    assert.deepEqual(await keysNamed(setting, name), left);
  } finally {
    await caller.stop();
    setting.sandbox.faults.clear();
  }
  await caller.call();
  assert.deepEqual(new Set(caller.statuses), new Set([200]));
}

/** Makes a key as a program that has it: the editor does not know its secret. */
export async function makeKey(setting: Setting, name: string): Promise<Key> {
  const wanted = { referenceName: name, desiredScopes: ['OFFER_READ', 'PERSONA_AUTH'] };
  const response = await askAsAnother(setting, 'POST', '/api-clients', wanted);
  assert.equal(response.status, 201);
  const { identifier, secret }: Key = await response.json();
  return { identifier, secret };
}

/** Does something, and waits until the request that comes of it is at the API and held back there. */
export async function heldBack(run: Run, fault: Fault, act: (run: Run) => Promise<void>): Promise<void> {
  // What is meant for the extension must not strike the program.
  await run.caller.stop();
  const handle = run.setting.sandbox.faults.add(fault);
  await act(run);
  await eventually(() => assert.equal(handle.fired, 1));
  run.caller.start();
}

/**
 * From now on the editor takes secrets and never gets done with storing them, until it is reloaded.
 * @param containing only where this is among all that is stored
 * @returns how often that was
 */
export async function holdStore({ setting }: Run, containing = ''): Promise<() => Promise<number>> {
  const { page } = setting.vscode;
  await page.evaluate((part) => {
    const { subtle } = crypto;
    const encrypt = subtle.encrypt.bind(subtle);
    const held = { count: 0 };
    Object.assign(globalThis, { heldWrites: held });
    subtle.encrypt = (algorithm, key, data) => {
      if (!new TextDecoder().decode(data).includes(part)) return encrypt(algorithm, key, data);
      held.count += 1;
      return new Promise(() => undefined);
    };
  }, containing);
  return () => page.evaluate(() => (globalThis as { heldWrites?: { count: number } }).heldWrites?.count ?? 0);
}

/** Chooses to rotate, in the API Clients view. */
export async function rotate({ setting, name }: Run): Promise<void> {
  await (await setting.vscode.view('API Clients').item(name)).inlineAction(/Rotate API Client/);
}

/** The person saves a copy of the new secret, as they are asked to where the store may forget it. */
export async function saveCopy({ setting, name }: Pick<Run, 'setting' | 'name'>): Promise<void> {
  const { dialog } = setting.vscode;
  await dialog.shown(new RegExp(`Save a copy of the new secret of “${name}”`));
  assert.match(await dialog.detail(), /may forget secrets|in memory only/);
  await dialog.button('Copy New Secret');
  await dialog.shown(/saved in a safe place/);
  await dialog.button('I Saved It');
}

/** The person gives the program the new key; it goes on with both. */
export async function handOver({ setting, name, old, caller }: Run): Promise<void> {
  const { vscode } = setting;
  await vscode.quickPick.shown(new RegExp(`The new key of “${name}” works`));
  await vscode.quickPick.pick('Copy as .env lines');
  const fresh = await eventually(async () => {
    const lines = /TRIPARTIE_CLIENT_ID=(\S+)\nTRIPARTIE_CLIENT_SECRET=(\S+)\n/.exec(await vscode.clipboard());
    const [, identifier, secret] = lines ?? [];
    assert.ok(identifier && secret && (await keysNamed(setting, name)).includes(identifier));
    return { identifier, secret };
  });
  assert.notEqual(fresh.identifier, old.identifier);
  await caller.use(old, fresh);
}

/** The program is done with the old key, and the person says so. */
export async function confirmDeletion({ setting, name, caller, old }: Run): Promise<void> {
  const { vscode } = setting;
  await vscode.dialog.shown(new RegExp(`Delete the old key of “${name}”`));
  assert.match(await vscode.dialog.detail(), new RegExp(old.identifier));
  await caller.use(...caller.keys.filter((key) => key !== old));
  await vscode.dialog.button('Delete the Old Key');
}

/** Selects the rotation in the Account view, once that says so of it. */
export async function selectRow({ setting, name }: Run, words: RegExp): Promise<void> {
  const row = await setting.vscode.view('Account').item(`Rotating “${name}”`);
  await eventually(async () => assert.match(await row.description(), words));
  await row.click();
}

/** Undoes the rotation from its row, up to the question. A row that is drawn anew just then is nobody's: it is asked which. */
export async function undoFromRow({ setting: { vscode }, name }: Pick<Run, 'setting' | 'name'>): Promise<void> {
  await (await vscode.view('Account').item(`Rotating “${name}”`)).contextMenu('Undo Rotation…');
  await eventually(async () => {
    if (await vscode.dialog.isOpen()) return;
    if ((await vscode.quickPick.isOpen()) && (await vscode.quickPick.title()) === 'Rotations under way') {
      await vscode.quickPick.pick(name);
    }
    throw new Error('Nothing is asked.');
  });
}

/** Waits until the Account view knows of no such rotation. */
export async function noRow({ setting, name }: Run): Promise<void> {
  const { vscode } = setting;
  await vscode.view('Account').item('Two-factor sign-in');
  await eventually(async () =>
    assert.ok(!(await vscode.view('Account').items()).some(({ label }) => label === `Rotating “${name}”`)),
  );
}

/** What the Account view says of a key whose secret is lost, before it was looked for and after. */
export const ANSWER_LOST = /an answer was lost: select to look for the key|a key was made whose secret nobody has/;

/** A key was made and its secret is lost: the Account view offers to delete it, and the rotation begins anew. */
export async function deleteOrphanAndRotate(run: Run): Promise<void> {
  await deleteOrphan(run);
  await rotateToTheEnd(run);
}

export async function deleteOrphan(run: Run): Promise<void> {
  const { vscode } = run.setting;
  assert.equal((await keysNamed(run.setting, run.name)).length, 2);
  await selectRow(run, ANSWER_LOST);
  await vscode.dialog.shown(new RegExp(`“${run.name}” was made whose secret nobody has`));
  await vscode.dialog.button('Delete It');
  await vscode.notifications.shown(new RegExp(`“${run.name}”: the key whose secret nobody had is deleted`));
  assert.deepEqual(await keysNamed(run.setting, run.name), [run.old.identifier]);
}

/** What the Account view says of a rotation whose new secret went with the window. */
export const SECRET_LOST = /stopped: the new key’s secret is not here any more/;

/** A key is there and its secret went with the window: the Account view says so, and deletes the key on their word. */
export async function deleteKeyOfLostSecret(run: Run): Promise<void> {
  const { vscode } = run.setting;
  await selectRow(run, SECRET_LOST);
  const told = await vscode.notifications.shown(new RegExp(`The rotation of “${run.name}” stopped`));
  assert.equal((await keysNamed(run.setting, run.name)).length, 2);
  await told.button('Delete the New Key');
  await confirmUndo(run);
}

/** The person is told which key goes and what that means, and goes on. */
export async function confirmUndo(run: Pick<Run, 'setting' | 'name' | 'old'>): Promise<void> {
  await sayUndo(run);
  await run.setting.vscode.notifications.shown(
    new RegExp(`“${run.name}”: the new key was deleted. The old one is untouched`),
  );
}

export async function sayUndo({ setting, name, old }: Pick<Run, 'setting' | 'name' | 'old'>): Promise<void> {
  const { vscode } = setting;
  await vscode.dialog.shown(new RegExp(`Delete the new key of “${name}” and stay with the old one`));
  const made = (await keysNamed(setting, name)).find((identifier) => identifier !== old.identifier);
  assert.match(await vscode.dialog.detail(), new RegExp(`stop working at once.*\\s.*${made}`));
  await vscode.dialog.button('Delete the New Key');
}

/**
 * The secret was nowhere but in the window. Whether that had given the store up yet (it does after five seconds) when it
 * went, decides what is known of the new key; either way it is the person who deletes it.
 */
export async function deleteUnstoredAndRotate(run: Run): Promise<void> {
  const row = await run.setting.vscode.view('Account').item(`Rotating “${run.name}”`);
  const words = await eventually(async () => {
    const said = await row.description();
    assert.ok(SECRET_LOST.test(said) || ANSWER_LOST.test(said), said);
    return said;
  });
  if (!SECRET_LOST.test(words)) return deleteOrphanAndRotate(run);
  await deleteKeyOfLostSecret(run);
  await rotateToTheEnd(run);
}

/** Rotates without a break. */
export async function rotateToTheEnd(run: Run): Promise<void> {
  await rotate(run);
  await chooseToDelete(run);
}

/** The row is selected as soon as it is there, whether or not the window is still getting to where it can ask. */
export async function chooseFromAccountView(run: Run): Promise<void> {
  await selectRow(run, /under way|both keys work: choose for how long/);
  await chooseToDelete(run);
}

/** Answers the question how long both keys live: the program has the new one, so the old one goes at once. */
export async function chooseToDelete(run: Run): Promise<void> {
  const { vscode } = run.setting;
  await handOver(run);
  await vscode.quickPick.pick('Delete the old key now');
  await confirmDeletion(run);
  await vscode.notifications.shown(new RegExp(`“${run.name}”: the key was rotated`));
  await newKeyIsStored(run);
}

/** What the person decided before holds: nobody is asked again. */
export async function endsByItself(run: Run): Promise<void> {
  const { vscode } = run.setting;
  await vscode.notifications.shown(new RegExp(`The rotation of “${run.name}” is complete: the old key is deleted`));
  await newKeyIsStored(run);
}

/** The identifiers of the keys of that name, as the API has them. */
export async function keysNamed(setting: Setting, name: string): Promise<string[]> {
  const all: { name: string; identifier: string }[] = await (await askAsAnother(setting, 'GET', '/api-clients')).json();
  return all.filter((client) => client.name === name).map(({ identifier }) => identifier);
}

/** The editor has the secret of the new key, and it works. */
export async function newKeyIsStored({ setting, name }: Run): Promise<void> {
  const { vscode } = setting;
  await vscode.runCommand('Tripartie: Test API Client Credentials');
  await vscode.quickPick.pick(name);
  await vscode.notifications.shown(
    new RegExp(`The credentials of “${name}” work. A token with OFFER_READ, PERSONA_AUTH`),
  );
}
