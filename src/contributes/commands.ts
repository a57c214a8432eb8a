import type { When } from './when.ts';
import { isNotSet, isSet, WORKSPACE_IS_TRUSTED } from './when.ts';

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
  'tripartie.forgetSecrets': { title: 'Forget All Secrets…' },
  'tripartie.makeReadOnly': {
    title: 'Make Profile Read-Only',
    icon: 'lock',
    enablement: isNotSet('tripartie.readOnly'),
  },
  'tripartie.allowChanges': { title: 'Allow Changes…', icon: 'unlock', enablement: isSet('tripartie.readOnly') },
  'tripartie.refresh': { title: 'Refresh', icon: 'refresh' },
  'tripartie.createApiClient': { title: 'Create API Client…', icon: 'add' },
  'tripartie.deleteApiClient': { title: 'Delete API Client…', icon: 'trash' },
  'tripartie.copyApiClientSecret': { title: 'Copy API Client Secret', icon: 'copy' },
  'tripartie.copyApiClientEnvLines': { title: 'Copy API Client as .env Lines' },
  'tripartie.copyApiClientIdentifier': { title: 'Copy API Client Identifier', icon: 'clippy' },
  'tripartie.writeToEnv': { title: 'Write to .env…', icon: 'file-symlink-file' },
  'tripartie.sortApiClients': { title: 'Sort API Clients…', icon: 'list-ordered' },
  'tripartie.filterApiClients': { title: 'Filter API Clients…', icon: 'filter' },
  'tripartie.clearApiClientsFilter': {
    title: 'Clear API Client Filter',
    icon: 'filter-filled',
    enablement: isSet('tripartie.apiClientsFiltered'),
  },
  'tripartie.copyValue': { title: 'Copy Value', icon: 'copy' },
  'tripartie.projectKeys': { title: 'Keys of This Project…', icon: 'checklist' },
  'tripartie.createProjectFile': { title: 'Create tripartie.json…' },
  'tripartie.runWithKey': { title: 'Run With a Key…', icon: 'run', enablement: WORKSPACE_IS_TRUSTED },
  'tripartie.setCiSecret': { title: 'Set CI Secret…', enablement: WORKSPACE_IS_TRUSTED },
  'tripartie.findStoredSecrets': {
    title: 'Find Stored Secrets in the Workspace…',
    icon: 'search',
    enablement: WORKSPACE_IS_TRUSTED,
  },
  'tripartie.closeFound': {
    title: 'Close Secrets in Files',
    icon: 'clear-all',
    enablement: isSet('tripartie.found'),
  },
  'tripartie.revokeDebugPermissions': { title: 'Revoke Debug Permissions…' },
  'tripartie.setUpTwoFactor': { title: 'Set Up Two-Factor Sign-In', icon: 'shield' },
  'tripartie.turnOffTwoFactor': { title: 'Turn Off Two-Factor Sign-In…' },
  'tripartie.changePassword': { title: 'Change Password…' },
  'tripartie.changeEmail': { title: 'Change Email Address…' },
  'tripartie.validateEmail': { title: 'Validate Email Address…' },
  'tripartie.editProfile': { title: 'Edit My Details…', icon: 'edit' },
  'tripartie.showOrganization': { title: 'Show Organization', icon: 'organization' },
  'tripartie.editOrganization': { title: 'Edit Organization…', icon: 'edit' },
  'tripartie.openTripartie': { title: 'Open Tripartie', icon: 'link-external' },
  'tripartie.reportIssue': { title: 'Report Issue…' },
  'tripartie.registerOrganization': { title: 'Register Organization…' },
  'tripartie.registerPersona': { title: 'Register Persona…' },
  'tripartie.createPersonaLink': { title: 'Create Persona Sign-In Link…' },
  'tripartie.showPersona': { title: 'Show Persona Behind a Key…' },
  'tripartie.rotateApiClient': { title: 'Rotate API Client…', icon: 'sync' },
  'tripartie.rotateDueApiClients': { title: 'Rotate Due API Clients…', icon: 'history' },
  'tripartie.saveSecrets': { title: 'Save Unsaved Secrets…', icon: 'save' },
  'tripartie.testApiClient': { title: 'Test API Client Credentials', icon: 'beaker' },
  'tripartie.importApiClientSecret': { title: 'Import API Client Secret…', icon: 'cloud-download' },
  'tripartie.continueRotation': { title: 'Continue Rotation…', icon: 'debug-continue' },
  'tripartie.undoRotation': { title: 'Undo Rotation…', icon: 'discard' },
  'tripartie.findUser': { title: 'Find User…', icon: 'search' },
  'tripartie.filterUsers': { title: 'Filter Users…', icon: 'filter' },
  'tripartie.clearUsersFilter': {
    title: 'Clear User Filter',
    icon: 'filter-filled',
    enablement: isSet('tripartie.usersFiltered'),
  },
  'tripartie.inviteUser': { title: 'Invite User…', icon: 'person-add' },
  'tripartie.inviteUserLike': { title: 'Invite Similar User…', icon: 'person-add' },
  'tripartie.showUser': { title: 'Show User Details', icon: 'account' },
  'tripartie.copyUserEmail': { title: 'Copy User Email', icon: 'copy' },
  'tripartie.copyUserId': { title: 'Copy User ID' },
  'tripartie.editUser': { title: 'Edit User…', icon: 'edit' },
  'tripartie.unlockUser': { title: 'Unlock User…', icon: 'unlock' },
  'tripartie.removeUser': { title: 'Remove User…', icon: 'trash' },
  'tripartie.showHealth': { title: 'Show Account Health', icon: 'pulse' },
  'tripartie.showActivityLog': { title: 'Show Activity Log', icon: 'output' },
  'tripartie.openWalkthrough': { title: 'Get Started' },
} as const satisfies Readonly<Record<string, Declaration>>;

/** Commands that are not in the palette: what a row or a welcome text does. */
type UnlistedCommandId =
  | 'tripartie.forgetPlace'
  | 'tripartie.moveSecretToEnv'
  | 'tripartie.notHere'
  | 'tripartie.reportHere'
  | 'tripartie.loadMoreApiClients'
  | 'tripartie.loadMoreUsers'
  | 'tripartie.lookAgain'
  | 'tripartie.reloadWindow';

/** Every command of this extension. */
export type CommandId = keyof typeof COMMANDS | UnlistedCommandId;

/** A way to sign in. */
export type SignInWay = 'sandbox' | 'personalKey' | 'apiClient' | 'password';

/** Where the secret of a key stands in a document. */
export interface SecretPlace {
  readonly uri: string;
  readonly identifier: string;
  /** Of the account that the key is of, see `Account.scope`. */
  readonly scope: string;
  /** Counted from 0; it may have moved since. */
  readonly line: number;
}

/** What callers of this extension's own hand to a command; others may hand it anything. */
interface Arguments {
  readonly 'tripartie.signIn': readonly [way?: SignInWay];
  readonly 'tripartie.createApiClient': readonly [draft?: { readonly name: string }];
  readonly 'tripartie.replaceKey': readonly [profileId?: string];
  readonly 'tripartie.writeToEnv': readonly [
    key: {
      readonly identifier: string;
      readonly name?: string | undefined;
      /** Of the key whose places it takes. */
      readonly replaces?: string;
    },
  ];
  readonly 'tripartie.forgetPlace': readonly [place: { readonly identifier: string; readonly uri: string }];
  readonly 'tripartie.rotateApiClient': readonly [
    key?: {
      readonly identifier: string;
      /** Of the account that it was offered for, see `Account.scope`. */
      readonly scope: string;
    },
  ];
  readonly 'tripartie.moveSecretToEnv': readonly [place: SecretPlace];
  readonly 'tripartie.notHere': readonly [place: SecretPlace];
  readonly 'tripartie.reportHere': readonly [place: SecretPlace];
  /** A row of the API Clients view. */
  readonly 'tripartie.importApiClientSecret': readonly [row?: unknown];
  readonly 'tripartie.continueRotation': readonly [rotationId?: string];
}

/** What goes with a command when it is called. */
export type ArgumentsOf<Id extends CommandId> = Id extends keyof Arguments ? Arguments[Id] : readonly [];
