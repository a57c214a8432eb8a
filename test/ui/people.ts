import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { askAsAnother, type Setting } from './support.ts';

/** A user of the seed, as the API lists users. */
export interface ListedUser {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

export const nameOf = ({ firstName, lastName }: ListedUser) => `${firstName} ${lastName}`;

/** Runs a command of the extension from the palette. */
export const run = ({ vscode }: Setting, title: string) => vscode.runCommand(`Tripartie: ${title}`);

/** Asks the API as another program would, with the owner's key; with a body, a POST. */
export async function ask<T>(setting: Setting, path: string, body?: object): Promise<T> {
  return (await askAsAnother(setting, body ? 'POST' : 'GET', path, body)).json() as Promise<T>;
}

/** Finds a user and waits for the actions. */
export async function findUser({ vscode }: Setting, query: string, name: string): Promise<void> {
  await vscode.runCommand('Tripartie: Find User…');
  await vscode.quickPick.shown(/Find user/);
  await vscode.quickPick.type(query);
  // The rows of the whole list have to be gone: a click on a row that is just being drawn anew chooses nothing.
  await eventually(async () => assert.ok((await vscode.quickPick.items()).length < 15));
  await vscode.quickPick.pick(name);
  await vscode.quickPick.shown(new RegExp(`${name} – Acme Sandbox.*\\(2/2\\)`));
}

/** A user as the API has it now. */
export function userOf(setting: Setting, id: number): Promise<ListedUser & Record<string, unknown>> {
  return ask(setting, `/users/${id}`);
}
