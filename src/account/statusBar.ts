import * as vscode from 'vscode';
import { titleName } from '../session/profiles/profile.ts';
import type { SessionState } from '../session/session.ts';
import { endWords, soonEnds } from '../ui/time.ts';

/** The account and environment in the status bar; production looks different and says so to screen readers. */
export function createStatusBar(): { show(state: SessionState): void; dispose(): void } {
  const item = vscode.window.createStatusBarItem('tripartie.account', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Tripartie Account';
  item.command = 'tripartie.switchProfile';
  return {
    show(state) {
      if (state.kind === 'signedOut') return item.hide();
      const shown = state.kind === 'signedIn' ? state.account : state.profile;
      const production = shown.environment === 'production';
      const name = titleName(shown);
      const trouble = troubleOf(state);
      // High-contrast themes have no colour for it, so that production says in words too what it is.
      const words = [name, ...(production ? ['live data'] : []), ...(trouble ? [trouble] : [])];
      item.text = `$(${trouble || production ? 'warning' : 'key'}) ${words.join(' – ')}`;
      item.tooltip = `Tripartie: ${[name, trouble, shown.origin].filter((part) => part).join('\n')}\nSelect to switch to another profile.`;
      item.backgroundColor = production ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
      item.accessibilityInformation = {
        label: `Tripartie account ${name}${production ? ', live production data' : ''}${trouble ? `, ${trouble}` : ''}`,
        role: 'button',
      };
      item.show();
    },
    dispose: () => item.dispose(),
  };
}

/** What is about to hinder the person, or does already. */
function troubleOf(state: Exclude<SessionState, { kind: 'signedOut' }>): string | undefined {
  if (state.kind === 'unavailable' || state.refused) return 'signed out';
  const { keyEndsAt } = state.account;
  return keyEndsAt && soonEnds(keyEndsAt) ? `key ${endWords(keyEndsAt)}` : undefined;
}
