import assert from 'node:assert/strict';
import { parseApiOrigin } from '../../src/api/index.ts';
import { keepSecret } from '../../src/clients/keepSecret.ts';
import { createSandbox, type Sandbox, serveSandbox } from '../../src/sandbox/index.ts';
import { Vault } from '../../src/session/secrets/vault.ts';
import { type NewProfile, Session } from '../../src/session/session.ts';
import { tellIfUnkept } from '../../src/session/tellIfUnkept.ts';
import { leave } from '../../src/signIn/signOut.ts';
import { changed } from '../../src/signIn/tellFailures.ts';
import { SecretClipboard } from '../../src/ui/clipboard.ts';
import { Person } from '../helpers/person.ts';
import { DISKS, DiskFaultTable, fastWindow } from '../helpers/platform/diskFaultTable.ts';
import { TestSecretStorage } from '../helpers/secretStorage.ts';
import { TestWindow } from '../helpers/testWindow.ts';

describe('On a disk with a fault', () => {
  const table = new DiskFaultTable();
  let sandbox: Sandbox;
  let close: () => Promise<void>;
  let person: Person;
  let rise: () => void;
  let session: Session;
  let window: ReturnType<typeof fastWindow>;
  let profile: (subject: string) => NewProfile;
  after(async () => {
    table.print('sign-in, switch, create and sign-out, by the disk of the storage folder');
    await close();
  });

  before(async () => {
    sandbox = createSandbox({ users: 1, apiClients: 1 });
    const server = await serveSandbox(sandbox);
    close = () => server.close();
    profile = (subject) => ({
      environment: 'custom',
      origin: parseApiOrigin(server.url),
      kind: 'personalKey',
      subject,
      credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    });
  });
  beforeEach(async () => {
    person = new Person();
    rise = person.sit();
    window = fastWindow();
    session = new Session(
      new Vault(new TestSecretStorage(), 200),
      window.platform,
      { note: () => undefined },
      new TestWindow(),
    );
  });
  afterEach(() => {
    rise();
    session.dispose();
  });

  const words = async (act: () => Promise<unknown>) => {
    person.told.length = 0;
    await act();
    return person.told.join(' ');
  };
  const shown = async () => (await session.account())?.subject;

  for (const [name, { break: breakDisk, works }] of Object.entries(DISKS)) {
    const broken = () => breakDisk(window.disk, window.memory);

    it(`${name}: sign-in holds at least for this window`, async () => {
      broken();
      const told = await table.try(name, 'sign in', () => words(() => tellIfUnkept(session.signIn(profile('one')))));
      assert.equal(await shown(), 'one');
      if (works) assert.equal(told, '');
      else assert.match(told, /You are signed in, but .*sign in again after this window is reloaded/);
    });

    it(`${name}: a switch is made, or said not to be`, async () => {
      const first = await session.signIn(profile('one'));
      await session.signIn(profile('two'));
      broken();
      const told = await table.try(name, 'switch', () => words(() => changed(session.switchTo(first))));
      if (works) assert.deepEqual([told, await shown()], ['', 'one']);
      else assert.match(told, /nothing was changed|Nothing was changed/);
    });

    it(`${name}: the secret of a new key is stored, and offered`, async () => {
      await session.signIn(profile('one'));
      const account = await session.account();
      assert.ok(account);
      broken();
      const told = await table.try(name, 'create', () =>
        words(async () => {
          const created = await account.client.createApiClient({ name: 'of a test', scopes: ['OFFER_READ'] });
          await keepSecret(account, created, new SecretClipboard());
          assert.equal(await account.secrets.readStored(created.identifier), created.secret);
        }),
      );
      assert.match(told, /was created and its secret is stored in this editor/);
    });

    it(`${name}: a sign-out is made, or the person is still signed in and told so`, async () => {
      const id = await session.signIn(profile('one'));
      broken();
      const told = await table.try(name, 'sign out', () => words(() => leave(session, id)));
      if (works) assert.deepEqual([told, await shown()], ['', undefined]);
      else assert.match(told, /nothing was changed|still signed in/i);
    });
  }
});
