import type { COMMANDS } from './commands.ts';
import type { FOCUSED_ROW } from './focusedRow.ts';
import { hasFocus, type When } from './when.ts';

interface Keybinding {
  readonly command: keyof typeof COMMANDS;
  readonly key: string;
  readonly mac: string;
  readonly win: string;
  readonly args?: typeof FOCUSED_ROW;
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
];
