import type { COMMANDS } from './commands.ts';
import { API_CLIENT_ROWS, ROTATION_ROWS, UNSAVED_ROWS } from './rows.ts';
import type { ViewId } from './views.ts';
import { all, inView, is, isNot, isNotSet, isSet, never, onRow, type When } from './when.ts';

/** A command's place in a menu. VS Code sorts groups by name, except that `navigation` and `inline` are buttons. */
interface MenuItem {
  readonly command: keyof typeof COMMANDS;
  readonly group: string;
  readonly when?: When;
}

const SIGNED_IN = is('tripartie.session', 'signedIn');
/** Signed in, or shown as one that cannot be used at the moment. */
const A_PROFILE = isNot('tripartie.session', 'signedOut');
const A_PERSON = is('tripartie.credential', 'personalKey');
const CHANGES_ALLOWED = isNotSet('tripartie.readOnly');

/** The menus of the views: buttons and overflow of a title, buttons and context menu of a row. */
export const MENUS: Readonly<
  Record<'view/title' | 'view/item/context', readonly MenuItem[]> & {
    readonly commandPalette: readonly Omit<MenuItem, 'group'>[];
  }
> = {
  commandPalette: [{ command: 'tripartie.copyValue', when: never() }],
  'view/title': [
    ...of('tripartie.account', [
      {
        command: 'tripartie.signIn',
        group: 'navigation@1',
        when: all(isSet('tripartie.session'), isNot('tripartie.session', 'signedIn')),
      },
      { command: 'tripartie.switchProfile', group: 'navigation@2', when: isSet('tripartie.session') },
      { command: 'tripartie.refresh', group: 'navigation@9', when: SIGNED_IN },
      { command: 'tripartie.signIn', group: 'session@1', when: SIGNED_IN },
      { command: 'tripartie.renameProfile', group: 'profile@1', when: A_PROFILE },
      { command: 'tripartie.replaceKey', group: 'profile@2', when: A_PROFILE },
      { command: 'tripartie.makeReadOnly', group: 'profile@3', when: all(SIGNED_IN, CHANGES_ALLOWED) },
      { command: 'tripartie.allowChanges', group: 'profile@3', when: all(SIGNED_IN, isSet('tripartie.readOnly')) },
      { command: 'tripartie.signOut', group: 'session@2', when: A_PROFILE },
      { command: 'tripartie.editProfile', group: 'account@1', when: all(A_PERSON, CHANGES_ALLOWED) },
      { command: 'tripartie.changePassword', group: 'account@2', when: all(A_PERSON, CHANGES_ALLOWED) },
      { command: 'tripartie.changeEmail', group: 'account@3', when: all(A_PERSON, CHANGES_ALLOWED) },
      { command: 'tripartie.validateEmail', group: 'account@4', when: all(A_PERSON, CHANGES_ALLOWED) },
      { command: 'tripartie.showHealth', group: 'account@5', when: A_PERSON },
      { command: 'tripartie.showActivityLog', group: 'session@3', when: SIGNED_IN },
      { command: 'tripartie.openTripartie', group: 'tripartie@1' },
      { command: 'tripartie.reportIssue', group: 'tripartie@2' },
    ]),
    ...of('tripartie.apiClients', [
      { command: 'tripartie.createApiClient', group: 'navigation@1', when: all(A_PERSON, CHANGES_ALLOWED) },
      { command: 'tripartie.refresh', group: 'navigation@9', when: SIGNED_IN },
      {
        command: 'tripartie.filterApiClients',
        group: 'navigation@3',
        when: all(A_PERSON, isNotSet('tripartie.apiClientsFiltered')),
      },
      {
        command: 'tripartie.clearApiClientsFilter',
        group: 'navigation@3',
        when: all(A_PERSON, isSet('tripartie.apiClientsFiltered')),
      },
      { command: 'tripartie.sortApiClients', group: 'arrange@1', when: A_PERSON },
      { command: 'tripartie.projectKeys', group: 'project@1', when: SIGNED_IN },
      { command: 'tripartie.findStoredSecrets', group: 'project@2', when: SIGNED_IN },
      { command: 'tripartie.rotateDueApiClients', group: 'rotation@1', when: all(A_PERSON, CHANGES_ALLOWED) },
    ]),
    ...of('tripartie.found', [
      { command: 'tripartie.findStoredSecrets', group: 'navigation@1' },
      { command: 'tripartie.closeFound', group: 'navigation@2' },
    ]),
    ...of('tripartie.users', [
      { command: 'tripartie.refresh', group: 'navigation@9', when: SIGNED_IN },
      { command: 'tripartie.findUser', group: 'navigation@1', when: A_PERSON },
      { command: 'tripartie.inviteUser', group: 'navigation@2', when: all(A_PERSON, CHANGES_ALLOWED) },
      {
        command: 'tripartie.filterUsers',
        group: 'navigation@3',
        when: all(A_PERSON, isNotSet('tripartie.usersFiltered')),
      },
      {
        command: 'tripartie.clearUsersFilter',
        group: 'navigation@3',
        when: all(A_PERSON, isSet('tripartie.usersFiltered')),
      },
    ]),
  ],
  'view/item/context': [
    ...of('tripartie.account', [
      { command: 'tripartie.editOrganization', group: 'inline@1', when: all(onRow('organization'), CHANGES_ALLOWED) },
      { command: 'tripartie.showOrganization', group: '1_organization@1', when: onRow('organization') },
      { command: 'tripartie.editOrganization', group: '1_organization@2', when: onRow('organization') },
      { command: 'tripartie.replaceKey', group: 'inline@1', when: onRow('key.ending') },
      { command: 'tripartie.continueRotation', group: 'inline@1', when: onRow(...ROTATION_ROWS) },
      { command: 'tripartie.continueRotation', group: '1_rotation@1', when: onRow(...ROTATION_ROWS) },
      { command: 'tripartie.undoRotation', group: '1_rotation@2', when: onRow('rotation.undoable') },
      { command: 'tripartie.setUpTwoFactor', group: 'inline@1', when: all(onRow('twoFactor.off'), CHANGES_ALLOWED) },
      { command: 'tripartie.setUpTwoFactor', group: '1_twoFactor@1', when: onRow('twoFactor.off') },
      { command: 'tripartie.turnOffTwoFactor', group: '1_twoFactor@1', when: onRow('twoFactor.on') },
    ]),
    ...of('tripartie.apiClients', [
      {
        command: 'tripartie.copyApiClientSecret',
        group: 'inline@1',
        when: onRow('apiClient.stored', ...UNSAVED_ROWS),
      },
      {
        command: 'tripartie.deleteApiClient',
        group: 'inline@9',
        when: all(onRow(...API_CLIENT_ROWS), CHANGES_ALLOWED),
      },
      { command: 'tripartie.copyApiClientSecret', group: '1_copy@1', when: onRow(...API_CLIENT_ROWS) },
      { command: 'tripartie.copyApiClientIdentifier', group: '1_copy@2', when: onRow(...API_CLIENT_ROWS) },
      {
        command: 'tripartie.writeToEnv',
        group: 'inline@2',
        when: onRow('apiClient.stored', ...UNSAVED_ROWS),
      },
      { command: 'tripartie.copyApiClientEnvLines', group: '1_copy@3', when: onRow(...API_CLIENT_ROWS) },
      { command: 'tripartie.copyValue', group: 'inline@1', when: onRow('field') },
      { command: 'tripartie.copyValue', group: '1_copy@1', when: onRow('field') },
      { command: 'tripartie.writeToEnv', group: '1_copy@4', when: onRow(...API_CLIENT_ROWS) },
      { command: 'tripartie.runWithKey', group: '1_copy@5', when: onRow(...API_CLIENT_ROWS) },
      { command: 'tripartie.setCiSecret', group: '1_copy@6', when: onRow(...API_CLIENT_ROWS) },
      { command: 'tripartie.deleteApiClient', group: '9_delete@1', when: onRow(...API_CLIENT_ROWS) },
      {
        command: 'tripartie.rotateApiClient',
        group: 'inline@5',
        when: all(onRow(...API_CLIENT_ROWS), CHANGES_ALLOWED),
      },
      { command: 'tripartie.rotateApiClient', group: '2_rotate@1', when: onRow(...API_CLIENT_ROWS) },
      { command: 'tripartie.testApiClient', group: '3_secret@1', when: onRow(...API_CLIENT_ROWS) },
      { command: 'tripartie.importApiClientSecret', group: '3_secret@2', when: onRow(...API_CLIENT_ROWS) },
    ]),
    ...of('tripartie.users', [
      { command: 'tripartie.copyValue', group: 'inline@1', when: onRow('field') },
      { command: 'tripartie.copyValue', group: '2_copy@1', when: onRow('field') },
      { command: 'tripartie.copyUserEmail', group: 'inline@1', when: onRow('user') },
      { command: 'tripartie.showUser', group: '1_show@1', when: onRow('user') },
      { command: 'tripartie.copyUserEmail', group: '2_copy@1', when: onRow('user') },
      { command: 'tripartie.copyUserId', group: '2_copy@2', when: onRow('user') },
      { command: 'tripartie.editUser', group: '3_edit@1', when: onRow('user') },
      { command: 'tripartie.unlockUser', group: '3_edit@2', when: onRow('user') },
      { command: 'tripartie.inviteUserLike', group: '3_edit@3', when: onRow('user') },
      { command: 'tripartie.removeUser', group: '9_remove@1', when: onRow('user') },
    ]),
  ],
};

function of(view: ViewId, items: readonly MenuItem[]): MenuItem[] {
  return items.map((item) => ({ ...item, when: all(inView(view), ...(item.when ? [item.when] : [])) }));
}
