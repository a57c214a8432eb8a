import * as vscode from 'vscode';
import { CancelledError, type Id, type Organization, type OrganizationChange } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { runCommand } from '../ui/commands.ts';
import { characters, orNothing, orNull, YES_OR_NO } from '../ui/fields.ts';
import { type Draft, type FormField, fillIn } from '../ui/form.ts';
import { inform, showDone } from '../ui/notify.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { pickMany, pickOne, SEPARATOR } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { whileBusy } from '../ui/whileBusy.ts';

type TextName = 'name' | 'vatNumber' | 'commercialRegistryNumber' | 'websiteUrl' | 'customBaseUrl';
type ToggleName =
  | 'directNotificationToggle'
  | 'internalMessagingToggle'
  | 'personaAuthPortalToggle'
  | 'automatedReturnToggle'
  | 'counterProposalToggle';
type Name = TextName | ToggleName;

const TEXTS: Readonly<Record<TextName, Pick<FormField, 'validate' | 'placeholder'> & { label: string }>> = {
  name: { label: 'Name', validate: characters(1, 64) },
  vatNumber: { label: 'VAT number', validate: orNothing(characters(1, 32)) },
  commercialRegistryNumber: { label: 'Registry number', validate: orNothing(characters(1, 32)) },
  websiteUrl: { label: 'Website', placeholder: 'https://shop.example', validate: orNothing(characters(1, 64)) },
  customBaseUrl: {
    label: 'Own address',
    placeholder: 'https://cases.shop.example',
    validate: orNothing(characters(1, 255)),
  },
};

const TOGGLES: Readonly<Record<ToggleName, string>> = {
  directNotificationToggle: 'Direct notifications',
  internalMessagingToggle: 'Internal messages',
  personaAuthPortalToggle: 'Sign-in portal for personas',
  automatedReturnToggle: 'Automated returns',
  counterProposalToggle: 'Counter-proposals',
};

const NAMES = [...Object.keys(TEXTS), ...Object.keys(TOGGLES)] as Name[];

const isToggle = (name: Name): name is ToggleName => name in TOGGLES;

const labelOf = (name: Name) => (isToggle(name) ? TOGGLES[name] : TEXTS[name].label);

/** The organization of the person who is signed in, as it is now. */
interface Read {
  readonly id: Id;
  readonly now: Organization;
}

/** `Tripartie: Show Organization`: Enter copies a value. */
export async function showOrganization(account: Account): Promise<void> {
  const read = await readOrganization(account);
  if (!read) return;
  const picked = await pickOne<Name | 'edit'>({
    title: `Organization – ${titleName(account)}`,
    about: account,
    placeholder: 'Enter copies a value',
    items: [
      ...NAMES.map((name) => ({ label: labelOf(name), description: shown(read.now, name), value: name })),
      SEPARATOR,
      ...(account.readOnly ? [] : [{ icon: 'edit', label: 'Edit organization…', value: 'edit' as const }]),
    ],
  });
  if (picked.kind !== 'answer') return;
  if (picked.value === 'edit') return runCommand('tripartie.editOrganization');
  await vscode.env.clipboard.writeText(shown(read.now, picked.value));
  showDone(`${labelOf(picked.value)} copied`);
}

/** `Tripartie: Edit Organization…`: what to change, then each of it; the rest stays as it is. */
export async function editOrganization(account: Account, draft: Draft): Promise<void> {
  const read = await readOrganization(account);
  if (!read) return;
  const { id, now } = read;
  const title = `Edit organization – ${titleName(account)}`;
  for (;;) {
    const chosen = await pickMany<Name>({
      title,
      about: account,
      placeholder: 'What do you want to change?',
      noneSelected: 'choose at least one',
      items: NAMES.map((name) => ({ label: labelOf(name), description: shown(now, name), value: name })),
      selected: NAMES.filter((name) => draft.has(name)),
    });
    if (chosen.kind !== 'answer') return;
    const asked = NAMES.filter((name) => chosen.value.includes(name));
    const changed = await fillIn({
      title,
      about: account,
      fields: asked.map((name) => fieldOf(now, name)),
      leadsBack: true,
      draft,
      progress: 'Saving the organization',
      failed: 'The organization is as it was.',
      lost: 'Show the organization to see what it is now.',
      send: (value, call) => account.client.updateOrganization(id, changeOf(now, asked, value), call),
    });
    if (changed.kind === 'back') continue;
    if (changed.kind !== 'answer') return;
    account.note('organization edited', { identifier: String(id) });
    showDone('Organization saved');
    account.changed('me');
    return;
  }
}

async function readOrganization(account: Account): Promise<Read | undefined> {
  const { client } = account;
  try {
    return await whileBusy('Reading the organization', async (call) => {
      const id = (await client.me(call)).organization?.id;
      if (id !== undefined) return { id, now: await client.getOrganization(id, call) };
      void inform('You belong to no organization, as far as Tripartie says.');
      return undefined;
    });
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    const again = await offerRemedy((reason) => `The organization could not be read. ${reason}`, error, account);
    return again && readOrganization(account);
  }
}

function fieldOf(now: Organization, name: Name): FormField {
  if (isToggle(name)) {
    return { name, prompt: `${TOGGLES[name]}?`, initial: now[name] ? 'yes' : 'no', choices: YES_OR_NO };
  }
  const { label, ...checks } = TEXTS[name];
  return {
    ...checks,
    name,
    prompt: name === 'name' ? `${label}.` : `${label}; nothing for none.`,
    initial: now[name] ?? '',
  };
}

/** What goes along each time, as the contract wants it, and what was asked for. */
function changeOf(now: Organization, asked: readonly Name[], value: (name: string) => string): OrganizationChange {
  const text = (name: TextName) => (asked.includes(name) ? value(name).trim() : (now[name] ?? ''));
  const toggles = asked.filter(isToggle).map((name) => [name, value(name) === 'yes']);
  return {
    name: text('name'),
    vatNumber: orNull(text('vatNumber')),
    commercialRegistryNumber: text('commercialRegistryNumber'),
    ...(asked.includes('websiteUrl') && { websiteUrl: orNull(text('websiteUrl')) }),
    ...(asked.includes('customBaseUrl') && { customBaseUrl: orNull(text('customBaseUrl')) }),
    ...(Object.fromEntries(toggles) as Partial<Record<ToggleName, boolean>>),
  };
}

function shown(now: Organization, name: Name): string {
  const value = now[name];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return plain(value ?? '', 255) || '–';
}
