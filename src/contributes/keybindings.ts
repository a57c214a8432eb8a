import type { COMMANDS } from './commands.ts';
import type { FOCUSED_ROW } from './focusedRow.ts';
import type { ViewId } from './views.ts';
import { all, hasFocus, isNoText, type When } from './when.ts';

interface Keybinding {
  readonly command: keyof typeof COMMANDS;
  readonly key: string;
  readonly mac: string;
  readonly win: string;
  readonly args?: typeof FOCUSED_ROW | ViewId;
  readonly when?: When;
}

export const KEYBINDINGS: readonly Keybinding[] = [
  { command: 'tripartie.findUser', key: 'ctrl+alt+u', mac: 'cmd+alt+u', win: 'shift+alt+u' },
  {
    command: 'tripartie.rotateApiClient',
    key: 'ctrl+alt+r',
    mac: 'cmd+alt+r',
    win: 'shift+alt+r',
    args: 'focused',
    when: hasFocus('tripartie.apiClients'),
  },
  {
    command: 'tripartie.deleteApiClient',
    key: 'delete',
    mac: 'cmd+backspace',
    win: 'delete',
    args: 'focused',
    when: all(hasFocus('tripartie.apiClients'), isNoText()),
  },
  ...(['tripartie.apiClients', 'tripartie.users'] as const).map((view) => ({
    command: 'tripartie.copyValue' as const,
    key: 'ctrl+c',
    mac: 'cmd+c',
    win: 'ctrl+c',
    args: view,
    when: all(hasFocus(view), isNoText()),
  })),
];
