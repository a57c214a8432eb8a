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

/** The address of another Tripartie API, as the person wrote it: in a file of settings, that may be anything. Empty for none. */
export function apiUrl(): unknown {
  return setting('tripartie.apiUrl') ?? '';
}

/** Whether hovers say whose key an identifier is. */
export function showsKeysInHovers(): boolean {
  return setting('tripartie.finder.hovers') ?? true;
}

/** Whether secrets that stand in files are reported. */
export function showsSecretsInFiles(): boolean {
  return setting('tripartie.finder.problems') ?? true;
}

/** Whether lines above the keys in `.env` files say whose they are. */
export function showsKeysInEnvFiles(): boolean {
  return setting('tripartie.finder.codeLens') ?? true;
}

/** Calls when a setting became another one. */
export function onDidChangeSetting(id: SettingId, changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(id)) changed();
  });
}
