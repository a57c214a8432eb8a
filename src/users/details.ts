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
import { userName } from '../ui/userName.ts';
import { type ActionRow, actionRows } from './actions.ts';
import { NOTHING, orDash, userFields } from './words.ts';

interface FieldRow extends LiveRow {
  /** What Enter copies. */
  readonly text?: string;
}

type Row = FieldRow | ActionRow;

/** How a user is shown. */
export interface Showing {
  /** Whether what can be done with the user stands above the details, as a second step that leads back to the first. */
  readonly withActions?: boolean;
}

/**
 * `Tripartie: Show User Details`: what is known at once, the rest as soon as it is there. Enter copies a value. Closes
 * when the account is left.
 * @param known whose people they are
 * @returns the action that was chosen; an answer without one where a value was copied
 */
export async function showUser(
  account: Account,
  known: Subject,
  user: UserSummary,
  { withActions = false }: Showing = {},
): Promise<Answer<ActionRow['action'] | undefined>> {
  if (known.ended.aborted) return LEFT;
  const rowsOf = (shown: UserDetails): Row[] =>
    withActions
      ? [...actionRows(shown), ...fieldRows(shown).map((row) => ({ ...row, group: 'Details' }))]
      : fieldRows(shown);
  const pick = new LivePick<Row>({
    title: `${userName(user)} – ${titleName(account)}`,
    about: known,
    ...(withActions && { step: 2, totalSteps: 2 }),
    placeholder: withActions ? 'What do you want to do? Enter on a detail copies it' : 'Enter copies a value',
    onAccept: (row, settle) => {
      if ('action' in row || row.text !== undefined) settle(answered(row));
    },
  });
  pick.busy = true;
  pick.draw(rowsOf(user));
  const chosen = await pick.run((signal) => void complete(account, user, pick, rowsOf, signal));
  if (chosen.kind !== 'answer') return chosen;
  if ('action' in chosen.value) return answered(chosen.value.action);
  await vscode.env.clipboard.writeText(chosen.value.text ?? '');
  showDone(`${chosen.value.label} copied`);
  return answered(undefined);
}

async function complete(
  account: Account,
  user: UserSummary,
  pick: LivePick<Row>,
  rowsOf: (shown: UserDetails) => Row[],
  signal: AbortSignal,
): Promise<void> {
  let rows: Row[];
  try {
    rows = rowsOf(await account.client.getUser(user.id, { signal }));
  } catch (error) {
    rows = [
      ...rowsOf(user),
      { icon: 'warning', label: 'The rest is missing', description: explain(error).message, alwaysShow: true },
    ];
  }
  if (signal.aborted) return;
  pick.busy = false;
  // What Enter would take stays that.
  const before = pick.active?.label;
  pick.draw(rows, { active: rows.find(({ label }) => label === before) });
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
