import type { Me } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import { requireAccount, WRITES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { askText } from '../ui/askText.ts';
import { codeDigits } from '../ui/digits.ts';
import { explain } from '../ui/explain.ts';
import { inform, warn } from '../ui/notify.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { inStatusBar } from '../ui/progress.ts';
import { type CodeOutcome, CodeSender } from './codeSender.ts';
import { codeComplaint, LOST_ANSWER } from './words.ts';

/** `Tripartie: Turn Off Two-Factor Sign-In…`: asks for a code, so that whoever finds an open editor cannot. */
export async function turnOffTwoFactor(session: Session): Promise<void> {
  const account = await requireAccount(session, WRITES);
  if (!account) return;
  const user = await lookUp(account);
  if (!user) return;
  if (user.twoFactor === false) {
    void inform('Two-factor sign-in is off already.');
    return;
  }
  const sender = new CodeSender(account.client, user.id, false);
  let isInDoubt = false;
  const accepted = await askText({
    title: `Turn off two-factor sign-in – ${titleName(account)}`,
    about: account,
    prompt: 'Type the code that your authenticator app shows now. After this, your password alone opens the account.',
    placeholder: '123 456',
    validate: (value) => (/^\d*$/.test(codeDigits(value)) ? undefined : 'A code has digits only.'),
    check: async (value, signal) => {
      const outcome = await sender.send(value);
      if (outcome.kind === 'unknown') isInDoubt = true;
      else if (outcome.kind === 'done' || outcome.kind === 'notDone') isInDoubt = false;
      return complaintAbout(account, outcome, signal);
    },
  });
  // An input that is on its way out of sight shows nothing any more, and the editor tells of that later.
  if (accepted.kind === 'left' && isInDoubt) void warn(LOST_ANSWER);
}

/**
 * What came of a code, said where it is seen: Escape closes the input, and does not call a code back that was sent.
 * @param signal aborted when the input is closed
 * @returns what is wrong, for the input; `undefined` when it is off
 */
function complaintAbout(account: Account, outcome: CodeOutcome, signal: AbortSignal): string | undefined {
  if (outcome.kind === 'done') {
    account.note('two-factor off');
    void inform('Two-factor sign-in is off. You can delete the entry from your app.');
    account.changed('me');
    return undefined;
  }
  if (outcome.kind !== 'unknown') return codeComplaint(outcome);
  if (signal.aborted) void warn(LOST_ANSWER);
  return outcome.error === undefined ? LOST_ANSWER : `${LOST_ANSWER} ${explain(outcome.error).message}`;
}

async function lookUp(account: Account): Promise<Me | undefined> {
  try {
    return await inStatusBar('Tripartie', () => account.client.me());
  } catch (error) {
    return (await offerRemedy((reason) => `Nothing was turned off. ${reason}`, error, account)) && lookUp(account);
  }
}
