import type { When } from './when.ts';
import { isSet } from './when.ts';

/** How a command is declared to VS Code. */
interface Declaration {
  readonly title: string;
  /** Name of a codicon. */
  readonly icon?: string;
  /** While it does not hold, the command is greyed in menus and not in the palette. */
  readonly enablement?: When;
}

/** The commands that a person can call: from the palette, a menu, a row. */
export const COMMANDS = {
  'tripartie.signIn': { title: 'Sign In…', icon: 'sign-in' },
  'tripartie.signOut': { title: 'Sign Out', icon: 'sign-out' },
  'tripartie.switchProfile': { title: 'Switch Profile…', icon: 'arrow-swap' },
  'tripartie.renameProfile': { title: 'Rename Profile…' },
  'tripartie.replaceKey': { title: 'Replace Key…', icon: 'key' },
  'tripartie.toggleReadOnly': { title: 'Allow or Forbid Changes…', icon: 'lock' },
  'tripartie.refresh': { title: 'Refresh', icon: 'refresh' },
  'tripartie.createApiClient': { title: 'Create API Client…', icon: 'add' },
  'tripartie.deleteApiClient': { title: 'Delete API Client…', icon: 'trash' },
  'tripartie.copyApiClientSecret': { title: 'Copy API Client Secret', icon: 'copy' },
  'tripartie.copyApiClientIdentifier': { title: 'Copy API Client Identifier', icon: 'clippy' },
  'tripartie.setUpTwoFactor': { title: 'Set Up Two-Factor Sign-In', icon: 'shield' },
  'tripartie.turnOffTwoFactor': { title: 'Turn Off Two-Factor Sign-In…' },
  'tripartie.changePassword': { title: 'Change Password…' },
  'tripartie.changeEmail': { title: 'Change Email Address…' },
  'tripartie.validateEmail': { title: 'Validate Email Address…' },
  'tripartie.editProfile': { title: 'Edit Profile…', icon: 'edit' },
  'tripartie.registerOrganization': { title: 'Register Organization…' },
  'tripartie.registerPersona': { title: 'Register Persona…' },
  'tripartie.createPersonaLink': { title: 'Create Persona Sign-In Link…' },
  'tripartie.showPersona': { title: 'Show Persona Behind a Key…' },
  'tripartie.rotateApiClient': { title: 'Rotate API Client…', icon: 'sync' },
  'tripartie.rotateDueApiClients': { title: 'Rotate Due API Clients…', icon: 'history' },
  'tripartie.testApiClient': { title: 'Test API Client Credentials', icon: 'beaker' },
  'tripartie.importApiClientSecret': { title: 'Import API Client Secret…', icon: 'cloud-download' },
  'tripartie.continueRotation': { title: 'Continue Rotation…', icon: 'debug-continue' },
  'tripartie.undoRotation': { title: 'Undo Rotation…', icon: 'discard' },
  'tripartie.findUser': { title: 'Find User…', icon: 'search' },
  'tripartie.filterUsers': { title: 'Filter Users…', icon: 'filter' },
  'tripartie.clearUsersFilter': {
    title: 'Clear the Filter of Users',
    icon: 'filter-filled',
    enablement: isSet('tripartie.usersFiltered'),
  },
  'tripartie.inviteUser': { title: 'Invite User…', icon: 'person-add' },
  'tripartie.inviteUserLike': { title: 'Invite Somebody With the Same Roles…', icon: 'person-add' },
  'tripartie.showUser': { title: 'Show User Details', icon: 'account' },
  'tripartie.copyUserEmail': { title: 'Copy User Email', icon: 'copy' },
  'tripartie.copyUserId': { title: 'Copy User Id' },
  'tripartie.editUser': { title: 'Edit User…', icon: 'edit' },
  'tripartie.removeUser': { title: 'Remove User…', icon: 'trash' },
  'tripartie.showActivityLog': { title: 'Show Activity Log', icon: 'output' },
  'tripartie.openWalkthrough': { title: 'Get Started' },
} as const satisfies Readonly<Record<string, Declaration>>;

/** Commands that are not in the palette: what a row or a welcome text does. */
type UnlistedCommandId =
  | 'tripartie.loadMoreApiClients'
  | 'tripartie.loadMoreUsers'
  | 'tripartie.lookAgain'
  | 'tripartie.reloadWindow';

/** Every command of this extension. */
export type CommandId = keyof typeof COMMANDS | UnlistedCommandId;

/** A way to sign in. */
export type SignInWay = 'sandbox' | 'personalKey' | 'apiClient' | 'password';

/** What callers of this extension's own hand to a command; others may hand it anything. */
interface Arguments {
  readonly 'tripartie.signIn': readonly [way?: SignInWay];
  readonly 'tripartie.replaceKey': readonly [profileId?: string];
  readonly 'tripartie.continueRotation': readonly [rotationId?: string];
}

/** What goes with a command when it is called. */
export type ArgumentsOf<Id extends CommandId> = Id extends keyof Arguments ? Arguments[Id] : readonly [];
