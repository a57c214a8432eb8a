import { link } from './link.ts';
import type { ViewId } from './views.ts';
import { all, is, isNot, isSet, type When } from './when.ts';

/** What a view says while it has no rows. A line that is a link alone is drawn as a button. */
interface Welcome {
  readonly view: ViewId;
  readonly when: When;
  readonly lines: readonly string[];
}

/** One text for each way in which there is nobody whose rows could be shown. */
export const WELCOME: readonly Welcome[] = [
  {
    view: 'tripartie.account',
    when: all(is('tripartie.session', 'signedOut'), isSet('tripartie.hasProfiles')),
    lines: [link('Switch to Another Account', 'tripartie.switchProfile')],
  },
  {
    view: 'tripartie.account',
    when: is('tripartie.session', 'signedOut'),
    lines: [
      // There is room for a few lines: what most people want comes first, and each of the others is one line at 270 pixels.
      link('Sign In', 'tripartie.signIn'),
      link('Try the Sandbox', 'tripartie.signIn', 'sandbox'),
      `${link('Get started', 'tripartie.openWalkthrough')} with made-up data.`,
      `New? ${link('Register an organization', 'tripartie.registerOrganization')}`,
    ],
  },
  {
    view: 'tripartie.account',
    when: is('tripartie.session', 'forgotten'),
    lines: [
      'This editor did not keep your key over the restart, so you are signed out. Your keys at Tripartie are unharmed.',
      link('Replace Key', 'tripartie.replaceKey'),
      link('Switch Profile', 'tripartie.switchProfile'),
      'A web editor, or Linux without a keyring, keeps secrets in memory only.',
    ],
  },
  {
    view: 'tripartie.account',
    when: is('tripartie.session', 'altered'),
    lines: [
      'What this editor’s secret store gives back is not the key that was put there, so it is not used. Your keys at Tripartie are unharmed.',
      link('Replace Key', 'tripartie.replaceKey'),
      link('Switch Profile', 'tripartie.switchProfile'),
    ],
  },
  {
    view: 'tripartie.account',
    when: is('tripartie.session', 'elsewhere'),
    lines: [
      'You signed in in another window. This editor shows new secrets to a window only after it is reloaded.',
      link('Reload Window', 'tripartie.reloadWindow'),
      link('Switch Profile', 'tripartie.switchProfile'),
    ],
  },
  {
    view: 'tripartie.account',
    when: is('tripartie.session', 'unanswered'),
    lines: [
      'This editor’s secret store does not answer, so your key cannot be read. It may be locked. Nothing was lost.',
      link('Try Again', 'tripartie.lookAgain'),
      link('Switch Profile', 'tripartie.switchProfile'),
    ],
  },
  {
    view: 'tripartie.apiClients',
    when: is('tripartie.session', 'signedOut'),
    lines: ['Sign in to see the API clients of your organization.'],
  },
  {
    view: 'tripartie.apiClients',
    when: all(
      isSet('tripartie.session'),
      isNot('tripartie.session', 'signedIn'),
      isNot('tripartie.session', 'signedOut'),
    ),
    lines: [
      'The key of this profile cannot be read here, so its API clients cannot be shown. The Account view says why, and what to do.',
    ],
  },
  {
    view: 'tripartie.users',
    when: is('tripartie.session', 'signedOut'),
    lines: ['Sign in to see the users of your organization.'],
  },
  {
    view: 'tripartie.users',
    when: all(
      isSet('tripartie.session'),
      isNot('tripartie.session', 'signedIn'),
      isNot('tripartie.session', 'signedOut'),
    ),
    lines: [
      'The key of this profile cannot be read here, so its users cannot be shown. The Account view says why, and what to do.',
    ],
  },
  {
    view: 'tripartie.apiClients',
    when: is('tripartie.credential', 'apiClient'),
    lines: [
      'You are signed in as an API client. Tripartie lists API clients to a personal key only.',
      link('Sign In With a Personal Key', 'tripartie.signIn', 'personalKey'),
      link('Switch Profile', 'tripartie.switchProfile'),
    ],
  },
  {
    view: 'tripartie.users',
    when: is('tripartie.credential', 'apiClient'),
    lines: [
      'You are signed in as an API client. Tripartie lists users to a personal key only.',
      link('Sign In With a Personal Key', 'tripartie.signIn', 'personalKey'),
      link('Switch Profile', 'tripartie.switchProfile'),
    ],
  },
];
