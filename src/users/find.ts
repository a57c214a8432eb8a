import type { UserSummary } from '../api/index.ts';
import type { Account } from '../session/session.ts';
import { type Answer, LEFT } from '../ui/answer.ts';
import { pickAction, type UserAction } from './actions.ts';
import type { Known } from './people.ts';
import { pickUser } from './pick.ts';

/** What this flow leads to. */
export interface Found {
  act(action: Exclude<UserAction, 'show'>, user: UserSummary): Promise<void>;
  /** The details, with a way back to the actions. */
  show(user: UserSummary): Promise<Answer<unknown>>;
  invite(email: string): Promise<void>;
}

/** `Tripartie: Find User…`: find one, then choose what to do; Back leads to what was there before, as it was. */
export async function findUser(account: Account, known: Known, found: Found): Promise<void> {
  let query = '';
  for (;;) {
    const picked = await pickUser({ account, known, purpose: 'Find user', query, leadsOn: true });
    if (!picked) return;
    if (picked.kind === 'invite') return found.invite(picked.email);
    known.directory.chose(picked.user.id);
    query = picked.query;
    if ((await goOn(account, known, picked.user, found)).kind !== 'back') return;
  }
}

async function goOn(account: Account, known: Known, user: UserSummary, found: Found): Promise<Answer<unknown>> {
  for (;;) {
    const action = await pickAction(account, user);
    if (action.kind !== 'answer') return action;
    if (known.ended.aborted) return LEFT;
    if (action.value !== 'show') {
      await found.act(action.value, user);
      return action;
    }
    const shown = await found.show(user);
    if (shown.kind !== 'back') return shown;
  }
}
