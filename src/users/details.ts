import * as vscode from 'vscode';
import type { UserDetails, UserSummary } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { type Answer, answered, LEFT } from '../ui/answer.ts';
import { explain } from '../ui/explain.ts';
import { LivePick, type LiveRow } from '../ui/livePick.ts';
import { showDone } from '../ui/notify.ts';
import type { Subject } from '../ui/subject.ts';
import { longDate } from '../ui/time.ts';
import { NOTHING, orDash, userFields, userName } from './words.ts';

interface FieldRow extends LiveRow {
  /** What Enter copies. */
  readonly text?: string;
}

/**
 * `Tripartie: Show User Details`: what is known at once, the rest as soon as it is there. Enter copies a value. Closes
 * when the account is left.
 * @param known whose people they are
 * @param leadsBack whether there is something to go back to
 */
export async function showUser(
  account: Account,
  known: Subject,
  user: UserSummary,
  leadsBack = false,
): Promise<Answer<unknown>> {
  if (known.ended.aborted) return LEFT;
  const pick = new LivePick<FieldRow>({
    title: `${userName(user)} – ${titleName(account)}`,
    about: known,
    leadsBack,
    placeholder: 'Enter copies a value',
    onAccept: (row, settle) => {
      if (row.text !== undefined) settle(answered(row));
    },
  });
  pick.busy = true;
  pick.draw(fieldRows(user));
  const chosen = await pick.run((signal) => void complete(account, user, pick, signal));
  if (chosen.kind === 'answer' && chosen.value.text !== undefined) {
    await vscode.env.clipboard.writeText(chosen.value.text);
    showDone(`${chosen.value.label} copied`);
  }
  return chosen;
}

async function complete(
  account: Account,
  user: UserSummary,
  pick: LivePick<FieldRow>,
  signal: AbortSignal,
): Promise<void> {
  let rows: FieldRow[];
  try {
    rows = fieldRows(await account.client.getUser(user.id, { signal }));
  } catch (error) {
    rows = [
      ...fieldRows(user),
      { icon: 'warning', label: 'The rest is missing', description: explain(error).message, alwaysShow: true },
    ];
  }
  if (signal.aborted) return;
  pick.busy = false;
  pick.draw(rows);
}

function fieldRows(user: UserDetails): FieldRow[] {
  const rows: readonly (readonly [label: string, value: string])[] = [
    ['First name', orDash(user.firstName)],
    ['Last name', orDash(user.lastName)],
    ['Public name', orDash(user.publicName)],
    ...userFields(user),
    ['Telephone', orDash(user.intlPhoneNumber)],
    ['Country', orDash(user.originCountry)],
    ['Language', orDash(user.preferredLanguage)],
    ['Locked', user.lockdown === undefined ? NOTHING : user.lockdown ? 'yes' : 'no'],
    ['Member since', user.createdAt ? longDate(user.createdAt) : NOTHING],
    ['Last changed', user.updatedAt ? longDate(user.updatedAt) : NOTHING],
  ];
  return rows.map(([label, value]) => ({
    label,
    description: value,
    ...(value !== NOTHING && { text: value }),
  }));
}
