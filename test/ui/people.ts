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
