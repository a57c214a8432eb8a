import * as vscode from 'vscode';
import type { SettingId, SettingValues } from '../contributes/settings.ts';

/** What the person set, or the default. A workspace has no say: the settings are of scope `application`. */
function setting<Id extends SettingId>(id: Id): SettingValues[Id] | undefined {
  const { defaultValue, globalValue } = vscode.workspace.getConfiguration().inspect<SettingValues[Id]>(id) ?? {};
  return globalValue ?? defaultValue;
}

/** How old a key may get before it is due, in days; 0: never. */
export function maxAgeDays(): number {
  return setting('tripartie.rotation.maxAgeDays') ?? 90;
}

/** The address of another Tripartie API, as the person typed it; empty for none. */
export function apiUrl(): string {
  return setting('tripartie.apiUrl') ?? '';
}

/** Calls when a setting became another one. */
export function onDidChangeSetting(id: SettingId, changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(id)) changed();
  });
}
