import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { confirmDeletion, heldBack, makeKey, type Run, rotate, sayUndo, selectRow, undoFromRow } from './rotating.ts';
import type { Setting } from './support.ts';

/** A moment of a rotation in which the window is reloaded. */
export interface Step {
  /** What is under way then. */
  readonly step: string;
  /** Rotates as far as that moment, and is held back there. */
  reach(run: Run): Promise<void>;
}

/** What a rotation reloaded in the middle of a step comes to. */
export interface ReloadRow extends Step {
  /** What a person does after the reload, to the end of the rotation. */
  finish(run: Run): Promise<void>;
}

/** The key that a row rotates, and its name. */
export type RowKey = Pick<Run, 'name' | 'old'>;

export async function makeRowKey(setting: Setting, name: string): Promise<RowKey> {
  return { name, old: await makeKey(setting, name) };
}

/**
 * Makes a key for each row, which programs have had since before the editor was signed in.
 * @returns gives a row its key. A try that failed has left a rotation of it under way, and the next one would only meet
 * that: it is given another key.
 */
export async function keysFor(setting: Setting, rows: readonly Step[]): Promise<(row: Step) => Promise<RowKey>> {
  const unused = new Map<Step, RowKey>();
  for (const [number, row] of rows.entries()) unused.set(row, await makeRowKey(setting, `reload-${number + 1}`));
  return async (row) => {
    const key = unused.get(row);
    unused.delete(row);
    if (key) return key;
    const another = await makeRowKey(setting, `reload-${rows.indexOf(row) + 1}-again`);
    await setting.vscode.runCommand('Tripartie: Refresh');
    return another;
  };
}

const DELETE_A_KEY = { method: 'DELETE', path: '/api-clients/*' } as const;

export const LIST_IS_READ: Step = {
  step: 'the list of keys is read',
  reach: async (run) => {
    // The view reads a list too: it has to be done with its own.
    await run.setting.vscode.view('API Clients').item(run.name);
    await heldBack(run, { kind: 'hang', when: 'before', method: 'GET', path: '/api-clients' }, rotate);
  },
};

export const ANSWER_IS_ON_THE_WAY: Step = {
  step: 'a key was made and its answer is on the way',
  reach: (run) => heldBack(run, { kind: 'hang', when: 'after', method: 'POST', path: '/api-clients' }, rotate),
};

export const ASKED_ABOUT_A_KEY: Step = {
  step: 'the person is asked about a key whose answer was lost',
  reach: async (run) => {
    await heldBack(run, { kind: 'reset', when: 'after', method: 'POST', path: '/api-clients' }, rotate);
    await run.setting.vscode.dialog.shown(new RegExp(`“${run.name}” was made whose secret nobody has`));
  },
};

export const NEW_KEY_IS_TRIED: Step = {
  step: 'the new key is tried',
  reach: (run) => heldBack(run, { kind: 'hang', when: 'before', method: 'POST', path: '/token' }, rotate),
};

/** From the person's word that the old key may go on. */
export const triedOnceMore = (run: Run) =>
  heldBack(run, { kind: 'hang', when: 'before', method: 'POST', path: '/token' }, confirmDeletion);

/** From the question for how long both keys live. */
export async function beingUndone(run: Run): Promise<void> {
  const { vscode } = run.setting;
  await vscode.quickPick.shown(new RegExp(`The new key of “${run.name}” works`));
  await vscode.quickPick.cancel();
  const row = await vscode.view('Account').item(`Rotating “${run.name}”`);
  await eventually(async () => assert.match(await row.description(), /choose for how long/));
  await undoFromRow(run);
  await heldBack(run, { kind: 'hang', when: 'before', ...DELETE_A_KEY }, sayUndo);
}

export const aboutToBeDeleted = (run: Run) =>
  heldBack(run, { kind: 'hang', when: 'before', ...DELETE_A_KEY }, confirmDeletion);

export const deletedWithoutAnswer = (run: Run) =>
  heldBack(run, { kind: 'hang', when: 'after', ...DELETE_A_KEY }, confirmDeletion);

/** It stays in the Account view for two minutes, as long as a request may be under way: for the last row. */
export const NEVER_ARRIVES: ReloadRow = {
  step: 'the request for a key is under way, and never arrives',
  reach: (run) => heldBack(run, { kind: 'hang', when: 'before', method: 'POST', path: '/api-clients' }, rotate),
  finish: mayStillArrive,
};

/** The person selects the row, and is told why nothing is done yet. */
export async function mayStillArrive(run: Run): Promise<void> {
  await selectRow(run, /an answer was lost: select to look for the key/);
  await run.setting.vscode.notifications.shown(
    new RegExp(`“${run.name}”: An answer was lost; it may still arrive at Tripartie. Nothing is deleted meanwhile`),
  );
}
