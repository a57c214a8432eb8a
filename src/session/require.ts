import type { CommandId } from '../contributes/commands.ts';
import { type Button, RELOAD_WINDOW, REPLACE_KEY, SIGN_IN, SWITCH_PROFILE, TRY_AGAIN } from '../ui/buttons.ts';
import { runCommand } from '../ui/commands.ts';
import { inform } from '../ui/notify.ts';
import type { Missing } from './account.ts';
import { accountName, type CredentialKind } from './profiles/profile.ts';
import type { Account, Session } from './session.ts';

/** What a command needs of the account. */
export interface Needs {
  /** `any` where an API client's credentials do as well. Default: a person's key. */
  readonly kind?: CredentialKind | 'any';
  /** Whether it changes something at Tripartie, which a read-only profile refuses: better before a form than after it. */
  readonly writes?: boolean;
  /** Whether it stores or forgets a secret, which a window refuses that would take away those of another one. */
  readonly stores?: boolean;
}

/** What a command needs that changes something. */
export const WRITES: Needs = { writes: true };

/** What a command needs that changes keys, and with them the secrets that this editor has. */
export const STORES: Needs = { ...WRITES, stores: true };

/** The signed-in account for a command; where there is none that can do it, offers what helps and goes on when it did. */
export async function requireAccount(session: Session, needs: Needs = {}): Promise<Account | undefined> {
  const hindrance = await hindranceOf(session, needs);
  if (!hindrance) return session.account();
  const { message, button, command } = hindrance;
  if (!(await inform(message, undefined, button))) return undefined;
  await runCommand(command);
  return (await hindranceOf(session, needs)) ? undefined : session.account();
}

/**
 * Whether secrets can be stored and forgotten in this window; where they cannot, says so and offers the reload that
 * helps. Does not wait for the answer, which ends this window.
 */
export async function requireLatest(session: Session): Promise<boolean> {
  if (!(await session.isOutdated())) return true;
  const { message, button, command } = OUTDATED;
  void inform(message, undefined, button).then((pressed) => pressed !== undefined && void runCommand(command));
  return false;
}

interface Hindrance {
  readonly message: string;
  /** What helps. */
  readonly button: Button;
  readonly command: CommandId;
}

async function hindranceOf(session: Session, needs: Needs): Promise<Hindrance | undefined> {
  const state = await session.current();
  if (state.kind === 'signedOut') return { message: 'Sign in to Tripartie to go on.', ...TO_SIGN_IN };
  if (state.kind === 'unavailable') return unavailable(state.because, accountName(state.profile));
  const name = accountName(state.account);
  if (state.refused) return { message: `Tripartie no longer accepts the key of ${name}.`, ...TO_REPLACE };
  const { kind = 'personalKey', writes = false, stores = false } = needs;
  if (kind !== 'any' && kind !== state.account.kind) {
    return { message: `${name} is an API client. This needs a person’s key.`, ...TO_SWITCH };
  }
  if (writes && state.account.readOnly) return { message: `${name}: nothing can be changed through it.`, ...TO_ALLOW };
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
const OUTDATED: Hindrance = {
  message:
    'Another window of this editor has changed what is stored since this one was opened, and in a browser this one would undo that. Reload this window first. Your keys are untouched.',
  ...TO_RELOAD,
};
const TO_RETRY = { button: TRY_AGAIN, command: 'tripartie.lookAgain' } as const;
const TO_SWITCH = { button: SWITCH_PROFILE, command: 'tripartie.switchProfile' } as const;
const TO_ALLOW = {
  button: { id: 'allowChanges', label: 'Allow Changes' },
  command: 'tripartie.toggleReadOnly',
} as const;
