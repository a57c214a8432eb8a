import { createClient, type TripartieClient } from '../api/index.ts';
import { ENVIRONMENT_LABELS, type EnvironmentId } from '../session/profiles/environments.ts';
import { titleName } from '../session/profiles/profile.ts';
import { requireAccount } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import type { Subject } from '../ui/subject.ts';
import { pickEnvironment } from './pickEnvironment.ts';
import { usableEnvironments } from './usableEnvironments.ts';

/** Where something is done that takes no credential, such as registering: whoever does it may have none yet. */
export interface Place {
  readonly client: TripartieClient;
  readonly environment: EnvironmentId;
  /** What it is called in titles. */
  readonly name: string;
  /** Whether somebody is signed in there. */
  readonly signedIn: boolean;
  /** Tells the views of that account, if any, what was changed at Tripartie. */
  changed: Account['changed'];
  /** That account, if any: what is about it closes when it is left. */
  readonly about: Subject | undefined;
}

/**
 * The place of the account that is signed in; without one, that which the person picks.
 * @param title of that question
 * @returns `undefined` when the person left it, or the account is read-only and stays so
 */
export async function choosePlace(session: Session, title: string): Promise<Place | undefined> {
  if ((await session.current()).kind === 'signedIn') {
    const account = await requireAccount(session, { kind: 'any', writes: true });
    if (!account) return undefined;
    const { client, environment, changed } = account;
    return { client, environment, name: titleName(account), signedIn: true, changed, about: account };
  }
  const picked = await pickEnvironment(usableEnvironments(), title);
  if (picked.kind !== 'answer') return undefined;
  const { id, origin } = picked.value;
  const client = createClient({ origin, credential: { kind: 'none' } });
  return {
    client,
    environment: id,
    name: ENVIRONMENT_LABELS[id],
    signedIn: false,
    changed: () => undefined,
    about: undefined,
  };
}
