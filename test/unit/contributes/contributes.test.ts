import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArgumentsOf, CommandId } from '../../../src/contributes/commands.ts';
import type { ContextKey } from '../../../src/contributes/contextKeys.ts';
import { link } from '../../../src/contributes/link.ts';
import { contributions } from '../../../src/contributes/manifest.ts';
import type { RowContext } from '../../../src/contributes/rows.ts';
import { all, inView, is, isNotSet, onRow, type When } from '../../../src/contributes/when.ts';
import { root } from '../../host/paths.ts';

describe('What the extension contributes', () => {
  it('is what package.json says', async () => {
    const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
    assert.deepEqual(manifest.contributes, JSON.parse(JSON.stringify(contributions())));
  });

  it('has conditions in VS Code’s language', () => {
    const when = all(inView('tripartie.users'), is('tripartie.session', 'signedIn'), isNotSet('tripartie.readOnly'));
    assert.equal(when, 'view == tripartie.users && tripartie.session == signedIn && !tripartie.readOnly');
    assert.equal(onRow('user'), 'viewItem == user');
    assert.equal(onRow('rotation', 'rotation.undoable'), 'viewItem =~ /^(rotation|rotation\\.undoable)$/');
  });

  it('has links that hand over what the command takes', () => {
    assert.equal(link('Refresh', 'tripartie.refresh'), '[Refresh](command:tripartie.refresh)');
    assert.equal(link('Sign In', 'tripartie.signIn', 'sandbox'), '[Sign In](command:tripartie.signIn?%22sandbox%22)');
  });

  it('names nothing that does not exist: the compiler says so', () => {
    // Each of these is an error of the compiler's, and so is one that is none.
    // @ts-expect-error no such command
    const command: CommandId = 'tripartie.showChange';
    // @ts-expect-error no such key
    const key: ContextKey = 'tripartie.sesion';
    // @ts-expect-error no such row
    const row: RowContext = 'apiClient.somewhere';
    // @ts-expect-error a condition is made by the functions, not written
    const when: When = 'view == tripartie.users';
    // @ts-expect-error the key never has that value
    is('tripartie.session', 'signedin');
    // @ts-expect-error no such view
    inView('tripartie.clients');
    // @ts-expect-error the command takes no argument
    link('Refresh', 'tripartie.refresh', 'now');
    // @ts-expect-error no such way to sign in
    const args: ArgumentsOf<'tripartie.signIn'> = ['magic'];
    assert.equal([command, key, row, when, args].length, 5);
  });
});
