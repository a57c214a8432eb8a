import type * as vscode from 'vscode';
import { commandOf } from '../ui/commands.ts';
import { plain } from '../ui/plainText.ts';
import { row } from './row.ts';

/**
 * The rows of an API client that is signed in: it is no person, and the API lists neither clients nor users to it. What
 * tells it from another one is short enough to be read in a narrow side bar; the rest is in the tooltips.
 */
export function clientRows(identifier: string): vscode.TreeItem[] {
  const who = row('server', 'API client', `…${plain(identifier).slice(-END)}`);
  who.tooltip = `Signed in as the API client ${plain(identifier)}. Access tokens renew themselves.`;
  who.accessibilityInformation = { label: who.tooltip };
  const reach = row('info', 'Personas only', 'switch profile');
  reach.tooltip = 'Tripartie lists users and API clients to a personal key only. Select to switch the profile.';
  reach.accessibilityInformation = { label: `Personas only. ${reach.tooltip}`, role: 'button' };
  reach.command = commandOf('tripartie.switchProfile', 'Switch Profile');
  return [who, reach];
}

/** How much of an identifier tells it from another one, in characters: the beginning is in the name of the profile. */
const END = 8;
