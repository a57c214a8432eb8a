/** The settings. Both are the person's own: a workspace must not choose where credentials go. */
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
} as const;

/** What each setting holds. */
export interface SettingValues {
  'tripartie.apiUrl': string;
  'tripartie.rotation.maxAgeDays': number;
}

export type SettingId = keyof typeof SETTINGS;
