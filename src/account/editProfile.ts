import * as vscode from 'vscode';
import type { Me, ProfileChange } from '../api/index.ts';
import { titleName } from '../session/profile.ts';
import type { Account } from '../session/session.ts';
import { characters, day, EXAMPLES, orNothing, orNull, personName, YES_OR_NO } from '../ui/fields.ts';
import { type Draft, type FormField, fillIn } from '../ui/form.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { plain, withoutIcons } from '../ui/plainText.ts';
import { pickMany } from '../ui/steps.ts';

const optional = orNothing(characters(2, 32));

const FIELDS: readonly (FormField & { label: string })[] = [
  { name: 'firstName', label: 'First name', prompt: 'Your first name.', validate: personName },
  { name: 'lastName', label: 'Last name', prompt: 'Your last name.', validate: personName },
  { name: 'publicName', label: 'Public name', prompt: 'Optional: the name that others see.', validate: optional },
  {
    name: 'roleInCompany',
    label: 'Role in the company',
    prompt: 'Optional: what you do in the company.',
    validate: optional,
  },
  {
    name: 'intlPhoneNumber',
    label: 'Telephone',
    prompt: 'Optional: your telephone, with the country’s code.',
    placeholder: EXAMPLES.telephone,
    validate: orNothing(characters(1, 32)),
  },
  {
    name: 'birthday',
    label: 'Birthday',
    prompt: 'Optional: year, month and day of your birth.',
    placeholder: EXAMPLES.day,
    validate: orNothing(day),
  },
  {
    name: 'consentMailNotification',
    label: 'Mail about your cases',
    prompt: 'May Tripartie mail you about what happens in your cases?',
    choices: YES_OR_NO,
  },
  {
    name: 'consentMailAds',
    label: 'Advertising by mail',
    prompt: 'May Tripartie mail you advertising?',
    choices: YES_OR_NO,
  },
];

const CONSENTS = ['consentMailNotification', 'consentMailAds'] as const;

/** `Tripartie: Edit Profile…`: which fields, then each of them. What is not chosen stays as it is. */
export async function editProfile(account: Account): Promise<void> {
  const me = await lookUp(account);
  if (!me) return;
  const title = `Edit profile – ${titleName(account)}`;
  const draft = draftOf(me);
  const chosen = await pickMany<string>({
    title,
    left: account.left,
    placeholder: 'What do you want to change?',
    noneSelected: 'choose at least one',
    items: FIELDS.map(({ name, label }) => ({
      label,
      description: withoutIcons(plain(draft.get(name) ?? '', 60)),
      value: name,
    })),
    selected: [],
  });
  if (!Array.isArray(chosen)) return;
  const changed = await fillIn({
    title,
    left: account.left,
    // The API wants both consents each time: where it does not say what they are, the person does.
    fields: FIELDS.filter(({ name }) => chosen.includes(name) || (isConsent(name) && me[name] === undefined)),
    draft,
    progress: 'Saving your profile',
    failed: 'Your profile is as it was.',
    lost: 'Refresh the Account view to see what it is now.',
    send: (value, signal) => account.client.updateUser(me.id, changeOf(chosen, value), { signal }),
  });
  if (!changed) return;
  vscode.window.setStatusBarMessage('$(check) Profile saved', 4_000);
  void vscode.commands.executeCommand('tripartie.refresh');
}

async function lookUp(account: Account): Promise<Me | undefined> {
  try {
    return await account.client.me();
  } catch (error) {
    return (await offerRemedy((reason) => `Your profile could not be read. ${reason}`, error)) && lookUp(account);
  }
}

function draftOf(me: Me): Draft {
  const draft: Draft = new Map();
  for (const name of ['firstName', 'lastName', 'publicName', 'roleInCompany', 'intlPhoneNumber'] as const) {
    draft.set(name, me[name] ?? '');
  }
  draft.set('birthday', me.birthday?.toISOString().slice(0, 10) ?? '');
  for (const name of CONSENTS) if (me[name] !== undefined) draft.set(name, me[name] ? 'yes' : 'no');
  return draft;
}

/** The chosen fields, and both consents as they are or as they were chosen. */
function changeOf(chosen: readonly string[], value: (name: string) => string): ProfileChange {
  const change: Record<string, string | Date | null> = {};
  for (const name of chosen) {
    if (isConsent(name)) continue;
    const text = value(name).trim();
    if (name === 'birthday') change[name] = text === '' ? null : new Date(`${text}T00:00:00Z`);
    else change[name] = name === 'firstName' || name === 'lastName' ? text : orNull(text);
  }
  return {
    ...change,
    consentMailNotification: value('consentMailNotification') === 'yes',
    consentMailAds: value('consentMailAds') === 'yes',
  };
}

function isConsent(name: string): name is (typeof CONSENTS)[number] {
  return CONSENTS.some((consent) => consent === name);
}
