import { titleName } from '../session/profiles/profile.ts';
import type { SessionState } from '../session/session.ts';
import { StatusItem } from '../ui/statusItem.ts';
import { endWords, soonEnds } from '../ui/time.ts';

/** The account and environment in the status bar; production looks different and says so to screen readers. */
export function createStatusBar(): { show(state: SessionState): void; dispose(): void } {
  const item = new StatusItem('tripartie.account', 'Tripartie Account', 'tripartie.switchProfile');
  return {
    show(state) {
      if (state.kind === 'signedOut') return item.hide();
      const shown = state.kind === 'signedIn' ? state.account : state.profile;
      const production = shown.environment === 'production';
      const name = titleName(shown);
      const trouble = troubleOf(state);
      // Production says in words too what it is, for whoever sees no colours.
      const words = [name, ...(production ? ['live data'] : []), ...(trouble ? [trouble] : [])];
      item.show({
        icon: trouble ? 'warning' : production ? 'flame' : shown.readOnly ? 'lock' : 'key',
        text: words.join(' – '),
        tooltip: `Tripartie: ${[name, trouble, shown.origin].filter((part) => part).join('\n')}\nSelect to switch to another profile.`,
        spoken: `Tripartie account ${name}${production ? ', live production data' : ''}${trouble ? `, ${trouble}` : ''}`,
        warns: production,
      });
    },
    dispose: () => item.dispose(),
  };
}

/** What is about to hinder the person, or does already. */
function troubleOf(state: Exclude<SessionState, { kind: 'signedOut' }>): string | undefined {
  if (state.kind === 'unavailable' || state.refused) return 'signed out';
  const { keyEndsAt, client } = state.account;
  const now = client.now();
  return keyEndsAt && soonEnds(keyEndsAt, now) ? `key ${endWords(keyEndsAt, now)}` : undefined;
}
