/**
 * The settings. All are the person's own: a workspace must not choose where credentials go, nor hide where they stand.
 */
export const SETTINGS = {
  'tripartie.apiUrl': {
    type: 'string',
    default: '',
    scope: 'application',
    pattern: '^$|^https://|^http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:|/|$)',
    patternErrorMessage: 'An https address, such as https://api.example.com. Plain http is for this computer only.',
    markdownDescription:
      'Address of another Tripartie API, such as one behind a gateway. It is then offered as *Custom address* when you sign in. Only your user settings count; a workspace cannot set it.',
  },
  'tripartie.rotation.maxAgeDays': {
    type: 'integer',
    default: 90,
    minimum: 0,
    scope: 'application',
    markdownDescription: 'Keys older than this many days are marked as due for rotation. `0`: never.',
  },
  'tripartie.finder.hovers': {
    type: 'boolean',
    default: true,
    scope: 'application',
    description: 'Say whose key it is when the pointer rests on the identifier of an API client.',
  },
  'tripartie.finder.problems': {
    type: 'boolean',
    default: true,
    scope: 'application',
    description:
      'Look for the secrets of API clients that this editor keeps in files that you open or save, and report those that stand where others can read them.',
  },
  'tripartie.finder.codeLens': {
    type: 'boolean',
    default: true,
    scope: 'application',
    description: 'Say in .env files, above the lines with a key, whose it is and how old.',
  },
} as const;

/** What each setting holds. */
export interface SettingValues {
  'tripartie.apiUrl': string;
  'tripartie.rotation.maxAgeDays': number;
  'tripartie.finder.hovers': boolean;
  'tripartie.finder.problems': boolean;
  'tripartie.finder.codeLens': boolean;
}

export type SettingId = keyof typeof SETTINGS;
