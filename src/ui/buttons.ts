/** A button: code tells it by its id, a person by its label. */
export interface Button<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
}

// Those that stand on more than one message.
export const TRY_AGAIN = { id: 'tryAgain', label: 'Try Again' } as const;
export const SIGN_IN = { id: 'signIn', label: 'Sign In' } as const;
export const REPLACE_KEY = { id: 'replaceKey', label: 'Replace Key' } as const;
export const SWITCH_PROFILE = { id: 'switchProfile', label: 'Switch Profile' } as const;
export const RELOAD_WINDOW = { id: 'reloadWindow', label: 'Reload Window' } as const;
export const CHANGE_IT = { id: 'changeIt', label: 'Change It' } as const;
export const GO_ON = { id: 'goOn', label: 'Go On' } as const;
