import * as vscode from 'vscode';
import type { UserDetails, UserSummary } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { explain } from '../ui/explain.ts';
import { withoutIcons } from '../ui/plainText.ts';
import { type Answer, BACK } from '../ui/steps.ts';
import { longDate } from '../ui/time.ts';
import type { Known } from './people.ts';
import { NOTHING, orDash, userFields, userName } from './words.ts';

interface FieldItem extends vscode.QuickPickItem {
  /** What Enter copies. */
  text?: string;
}

/**
 * `Tripartie: Show User Details`: what is known at once, the rest as soon as it is there. Enter copies a value. Closes
 * when the account is left.
 * @param leadsBack whether there is something to go back to
 */
export async function showUser(
  account: Account,
  { left }: Pick<Known, 'left'>,
  user: UserSummary,
  leadsBack = false,
): Promise<typeof BACK | undefined> {
  if (left.aborted) return undefined;
  const pick = vscode.window.createQuickPick<FieldItem>();
  const closing = new AbortController();
  pick.title = `${withoutIcons(userName(user))} – ${titleName(account)}`;
  pick.ignoreFocusOut = true;
  pick.placeholder = 'Enter copies a value';
  pick.matchOnDescription = true;
  pick.busy = true;
  pick.items = fieldItems(user);
  if (leadsBack) pick.buttons = [vscode.QuickInputButtons.Back];
  try {
    const chosen = new Promise<Answer<FieldItem>>((settle) => {
      left.addEventListener('abort', () => settle(undefined), closing);
      pick.onDidHide(() => settle(undefined));
      pick.onDidTriggerButton(() => settle(BACK));
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item?.text !== undefined) settle(item);
      });
    });
    pick.show();
    void complete(account, user, pick, closing.signal);
    const item = await chosen;
    if (item === BACK) return BACK;
    if (item?.text === undefined) return undefined;
    await vscode.env.clipboard.writeText(item.text);
    vscode.window.setStatusBarMessage(`$(check) ${item.label} copied`, 4_000);
    return undefined;
  } finally {
    closing.abort();
    pick.dispose();
  }
}

async function complete(
  account: Account,
  user: UserSummary,
  pick: vscode.QuickPick<FieldItem>,
  signal: AbortSignal,
): Promise<void> {
  let items: FieldItem[];
  try {
    items = fieldItems(await account.client.getUser(user.id, { signal }));
  } catch (error) {
    items = [
      ...fieldItems(user),
      { label: '$(warning) The rest is missing', description: explain(error).message, alwaysShow: true },
    ];
  }
  if (signal.aborted) return;
  pick.busy = false;
  pick.keepScrollPosition = true;
  pick.items = items;
}

function fieldItems(user: UserDetails): FieldItem[] {
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
    description: withoutIcons(value),
    ...(value !== NOTHING && { text: value }),
  }));
}
