import type { CommandId } from '../contributes/commands.ts';
import { type Button, RELOAD_WINDOW, REPLACE_KEY, SIGN_IN, SWITCH_PROFILE, TRY_AGAIN } from '../ui/buttons.ts';
import type { Missing } from './account.ts';
import type { Needs } from './needs.ts';
import { accountName } from './profiles/profile.ts';
import type { Session } from './session.ts';

/** Why a command cannot be done, and what helps. */
export interface Hindrance {
  readonly message: string;
  /** The id of the profile that it is about, where it is about one alone. */
  readonly whose?: string;
  /** What helps. */
  readonly button: Button;
  readonly command: CommandId;
}

/** What is in the way of a command; `undefined`: nothing. */
export async function hindranceOf(session: Session, needs: Needs): Promise<Hindrance | undefined> {
  const state = await session.current();
  if (state.kind === 'signedOut') return { message: 'Sign in to Tripartie to go on.', ...TO_SIGN_IN };
  if (state.kind === 'unavailable') {
    return { ...unavailable(state.because, accountName(state.profile)), whose: state.profile.id };
  }
  const name = accountName(state.account);
  const whose = state.account.profileId;
  if (state.refused) return { message: `Tripartie no longer accepts the key of ${name}.`, ...TO_REPLACE, whose };
  const { kind = 'personalKey', writes = false, stores = false } = needs;
  if (kind !== 'any' && kind !== state.account.kind) {
    return { message: `${name} is an API client. This needs a person’s key.`, ...TO_SWITCH };
  }
  if (writes && state.account.readOnly) {
    return { message: `${name}: nothing can be changed through it.`, ...TO_ALLOW, whose };
  }
  if (stores && (await session.isOutdated())) return OUTDATED;
  return undefined;
}

function unavailable(because: Missing, name: string): Hindrance {
  switch (because) {
    case 'forgotten':
      return { message: `This editor did not keep the key of ${name} over the restart.`, ...TO_REPLACE };
    case 'altered':
      return { message: `The editor’s secret store does not give back the key of ${name} as it was.`, ...TO_REPLACE };
    case 'elsewhere':
      return { message: `The key of ${name} came from another window; this one sees it after a reload.`, ...TO_RELOAD };
    case 'unanswered':
      return {
        message: `The editor’s secret store does not answer, so the key of ${name} cannot be read.`,
        ...TO_RETRY,
      };
  }
}

const TO_SIGN_IN = { button: SIGN_IN, command: 'tripartie.signIn' } as const;
const TO_REPLACE = { button: REPLACE_KEY, command: 'tripartie.replaceKey' } as const;
const TO_RELOAD = { button: RELOAD_WINDOW, command: 'tripartie.reloadWindow' } as const;
export const OUTDATED: Hindrance = {
  message:
    'Another window of this editor has changed what is stored since this one was opened, or this one was reloaded while it stored something, and in a browser it would undo that. Reload this window first. Your keys are untouched.',
  ...TO_RELOAD,
};
const TO_RETRY = { button: TRY_AGAIN, command: 'tripartie.lookAgain' } as const;
const TO_SWITCH = { button: SWITCH_PROFILE, command: 'tripartie.switchProfile' } as const;
const TO_ALLOW = {
  button: { id: 'allowChanges', label: 'Allow Changes' },
  command: 'tripartie.allowChanges',
} as const;
