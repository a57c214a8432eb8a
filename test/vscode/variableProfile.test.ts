import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { KNOWN_ORIGINS } from '../../src/api/index.ts';
import { remoteEnvironments } from '../../src/session/profiles/settingsEnvironment.ts';
import { variableComplaint, variableProfile } from '../../src/session/profiles/variableProfile.ts';
import { personaEntry } from '../../src/session/secrets/entryKeys.ts';
import type { Session } from '../../src/session/session.ts';
import { Accounts } from '../../src/signIn/accountsMenu.ts';
import { useWindows } from '../helpers/windows.ts';
import { eventually } from '../host/eventually.ts';

const NAMES = ['TRIPARTIE_PERSONAL_KEY', 'TRIPARTIE_ENVIRONMENT'] as const;

/** A key that says whose it is. */
function keyOf(username: string, serial = 1): string {
  return `e30.${Buffer.from(JSON.stringify({ username, serial })).toString('base64url')}.sandbox`;
}

describe('The personal key in the environment variable', () => {
  const windows = useWindows();
  const setKey = (key: string, environment = 'staging') => {
    process.env.TRIPARTIE_PERSONAL_KEY = key;
    process.env.TRIPARTIE_ENVIRONMENT = environment;
  };
  const setAddress = (address: unknown) =>
    vscode.workspace.getConfiguration('tripartie').update('apiUrl', address, vscode.ConfigurationTarget.Global);
  const listed = async (session: Session) => {
    const accounts = new Accounts(session);
    const ids = (await accounts.getSessions(undefined, {})).map(({ id }) => id);
    accounts.dispose();
    return ids;
  };

  afterEach(async () => {
    for (const name of NAMES) delete process.env[name];
    await setAddress(undefined);
  });

  it('is used, never stored, and can be left and taken again', async () => {
    const key = keyOf('jane');
    setKey(`Bearer ${key}\n`);
    const window = windows.open();
    const { environment, origin, profileId } = await windows.accountOf(window);
    assert.deepEqual([environment, origin], ['staging', 'https://staging-api.tripartie.com']);
    assert.deepEqual(variableProfile(process.env)?.credential, { kind: 'personalKey', jwt: key });
    assert.ok(![...windows.store.entries.values()].some((entry) => entry.includes(key)));
    for (const name of await readdir(windows.folder, { recursive: true })) {
      const text = await readFile(join(windows.folder, name), 'utf8').catch(() => '');
      assert.ok(!text.includes(key), name);
    }
    assert.deepEqual(await listed(window), [profileId]);
    windows.store.entries.set(personaEntry(profileId), 'sandbox.persona.key');
    await window.signOut(profileId);
    assert.equal((await window.current()).kind, 'signedOut');
    assert.equal((await windows.open().current()).kind, 'signedOut', 'the person left it');
    assert.deepEqual(await listed(window), [], 'and no other extension is offered it');
    assert.ok(!windows.store.entries.has(personaEntry(profileId)), 'nor is the persona’s key there');
    await window.switchTo(profileId);
    assert.equal(await windows.idOf(window), profileId);
    assert.deepEqual(await listed(window), [profileId]);
  });

  it('is left without signing out of another profile', async () => {
    setKey(keyOf('jane'));
    const window = windows.open();
    const variable = await windows.idOf(window);
    const joe = await window.signIn({
      environment: 'custom',
      origin: KNOWN_ORIGINS.staging,
      kind: 'personalKey',
      subject: 'joe',
      credential: { kind: 'personalKey', jwt: 'sandbox.joe.key' },
    });
    await window.signOut(variable);
    assert.equal(await windows.idOf(window), joe);
    assert.deepEqual(await listed(window), [joe]);
  });

  it('is another profile when it is another person’s, and the same one with that person’s next key', async () => {
    setKey(keyOf('jane'));
    const window = windows.open();
    const jane = await windows.idOf(window);
    await window.rename(jane, 'Mine');
    setKey(keyOf('jane', 2));
    await window.lookAgain();
    assert.equal((await windows.accountOf(window)).name, 'Mine');
    setKey(keyOf('joe'));
    await window.lookAgain();
    const account = await windows.accountOf(window);
    assert.notEqual(account.profileId, jane);
    assert.equal(account.name, undefined);
  });

  it('follows the address of the settings', async () => {
    setKey(keyOf('jane'), '');
    const window = windows.open();
    assert.equal((await windows.accountOf(window)).environment, 'production');
    await setAddress('https://gateway.example');
    await eventually(async () => assert.equal((await windows.accountOf(window)).origin, 'https://gateway.example'));
    await setAddress(KNOWN_ORIGINS.staging);
    await eventually(async () => assert.equal((await windows.accountOf(window)).environment, 'staging'));
  });

  it('cannot change anything in production until the person says so', async () => {
    setKey(keyOf('jane'), 'production');
    const window = windows.open();
    const { client, profileId } = await windows.accountOf(window);
    await assert.rejects(client.deleteApiClient('any'), { name: 'ReadOnlyError' });
    await window.setReadOnly(profileId, false);
    assert.equal((await windows.accountOf(window)).readOnly, false);
    setKey(keyOf('jane'));
    assert.equal(variableProfile(process.env)?.readOnly, false);
  });

  it('is sent nowhere when its environment is none, and the person is told', async () => {
    assert.equal(variableComplaint(process.env), undefined);
    setKey(keyOf('jane'), 'prod');
    assert.equal((await windows.open().current()).kind, 'signedOut');
    assert.match(
      variableComplaint(process.env) ?? '',
      /TRIPARTIE_ENVIRONMENT is “prod”, not staging, production or custom/,
    );
    setKey(keyOf('jane'), 'custom');
    assert.match(variableComplaint(process.env) ?? '', /the setting “tripartie.apiUrl” has no address/);
    setKey(keyOf('jane'));
    assert.equal(variableComplaint(process.env), undefined);
  });

  it('is found in what files of variables leave around it, and is checked before anything is sent', async () => {
    for (const [key, place, environment] of [
      [`${keyOf('jane')}\r`, 'staging\r', 'staging'],
      [`"${keyOf('jane')}"`, '"production"', 'production'],
      [`Bearer ${keyOf('jane')}`, ' STAGING ', 'staging'],
      [`\u200b${keyOf('jane')}`, "'Staging'", 'staging'],
    ] as const) {
      setKey(key, place);
      const profile = variableProfile(process.env);
      assert.equal(profile?.binding.environment, environment);
      assert.deepEqual(profile?.credential, { kind: 'personalKey', jwt: keyOf('jane') });
    }
    for (const key of [
      'sandbox',
      'eyJhIjoxfQ.eyJhIjoxfQ.sandbox eyJhIjoxfQ.eyJhIjoxfQ.other',
      `${keyOf('jane')}${'x'.repeat(20_000)}`,
    ]) {
      setKey(key, 'staging');
      assert.equal(variableProfile(process.env), undefined);
      assert.match(
        variableComplaint(process.env) ?? '',
        /not used and sent nowhere: there is not one personal key in it/,
      );
    }
  });

  it('goes to a known environment although the custom address is none', async () => {
    await setAddress('not an address');
    setKey(keyOf('jane'), 'staging');
    assert.equal(variableProfile(process.env)?.binding.origin, KNOWN_ORIGINS.staging);
    setKey(keyOf('jane'), '');
    assert.equal(variableProfile(process.env), undefined, 'which was meant, nobody knows');
  });

  it('does not stumble over a setting that is no text, or nothing but blanks', async () => {
    setKey(keyOf('jane'), 'staging');
    for (const nothing of [7, true, ['https://api.tripartie.example'], { url: 'https://api.tripartie.example' }]) {
      await setAddress(nothing);
      assert.throws(remoteEnvironments, { name: 'InvalidApiOrigin' }, JSON.stringify(nothing));
      assert.equal(variableProfile(process.env)?.binding.origin, KNOWN_ORIGINS.staging);
    }
    await setAddress(' \t');
    assert.deepEqual(
      remoteEnvironments().map(({ id }) => id),
      ['staging', 'production'],
    );
  });

  it('is production’s behind a path, a port and a dot too', async () => {
    const { host } = new URL(KNOWN_ORIGINS.production);
    for (const address of [`https://${host.toUpperCase()}./`, `https://${host}:8443`, `https://${host}/v2/`]) {
      await setAddress(address);
      setKey(keyOf('jane'), 'custom');
      const profile = variableProfile(process.env);
      assert.equal(profile?.binding.environment, 'production', address);
      assert.ok(profile?.readOnly);
      assert.deepEqual(
        remoteEnvironments().map(({ id }) => id),
        ['production', 'staging'],
      );
      assert.equal(remoteEnvironments()[0]?.origin, profile.binding.origin);
    }
  });

  it('is for production when the custom address is production’s, under whatever name', async () => {
    await setAddress(`${KNOWN_ORIGINS.production}/`);
    setKey(keyOf('jane'), 'custom');
    assert.equal(variableProfile(process.env)?.binding.environment, 'production');
    assert.deepEqual(
      remoteEnvironments().map(({ id }) => id),
      ['staging', 'production'],
    );
  });
});
