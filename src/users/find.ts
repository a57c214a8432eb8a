import type { UserSummary } from '../api/index.ts';
import type { Account } from '../session/session.ts';
import type { Answer } from '../ui/answer.ts';
import type { ActionRow } from './actions.ts';
import type { Known } from './people.ts';
import { pickUser } from './pick.ts';

/** What this flow leads to. */
export interface Found {
  /** The details and what can be done, with a way back. */
  show(user: UserSummary): Promise<Answer<ActionRow['action'] | undefined>>;
  act(action: ActionRow['action'], user: UserSummary): Promise<void>;
  invite(email: string): Promise<void>;
}

/** `Tripartie: Find User…`: find one, then choose what to do; Back leads to what was there before, as it was. */
export async function findUser(account: Account, known: Known, found: Found): Promise<void> {
  let query = '';
  for (;;) {
    const picked = await pickUser({ account, known, purpose: 'Find user', query, leadsOn: true });
    if (!picked) return;
    if (picked.kind === 'invite') return found.invite(picked.email);
    const { user } = picked;
    known.directory.chose(user.id);
    query = picked.query;
    const shown = await found.show(user);
    if (shown.kind === 'back') continue;
    if (shown.kind === 'answer' && shown.value && !known.ended.aborted) await found.act(shown.value, user);
    return;
  }
}
