import assert from 'node:assert/strict';
import { EntryNames } from '../../src/session/secrets/entryNames.ts';
import { Vault } from '../../src/session/secrets/vault.ts';
import { type Account, Session } from '../../src/session/session.ts';
import { forgetSecrets } from '../../src/signIn/forgetSecrets.ts';
import { leave } from '../../src/signIn/signOut.ts';
import { Person } from '../helpers/person.ts';
import { fastWindow } from '../helpers/platform/diskFaultTable.ts';
import { TestSecretStorage } from '../helpers/secretStorage.ts';
import { TestWindow } from '../helpers/testWindow.ts';

describe('Forgetting all secrets', () => {
  let store: TestSecretStorage;
  let session: Session;
  let person: Person;
  let rise: () => void;
  let window: ReturnType<typeof fastWindow>;
  /** @param variables the environment that the extension runs in */
  const open = (variables = {}) => {
    session?.dispose();
    const names = async () => new EntryNames(window.platform.files.folder('entries'));
    const platform = { ...window.platform, environment: { ...window.platform.environment, variables } };
    const vault = new Vault(store, 200, undefined, names);
    session = new Session(vault, platform, { note: () => undefined }, new TestWindow());
  };
  beforeEach(async () => {
    person = new Person();
    rise = person.sit();
    store = new TestSecretStorage();
    window = fastWindow();
    open();
  });
  afterEach(() => {
    rise();
    session.dispose();
  });

  const account = async (): Promise<Account> => {
    const signedIn = await session.account();
    assert.ok(signedIn);
    return signedIn;
  };
  const signIn = (subject: string) =>
    session.signIn({
      environment: 'staging',
      origin: 'https://staging-api.tripartie.example' as never,
      kind: 'personalKey',
      subject,
      organization: `Acme ${subject}`,
      credential: { kind: 'personalKey', jwt: `sandbox.${subject}.key` },
    });
  /** What is in the store and is a secret. */
  const secrets = () => [...store.entries.keys()].filter((key) => !/canary|windowCopy/.test(key));

  it('says what it will forget, for each profile, and then leaves none', async () => {
    await signIn('one');
    await signIn('two');
    const { vault, secrets: clients } = await account();
    await clients.keep('identifier', 'sandbox_secret_one');
    await vault.write('tripartie.rotation:x', 'sandbox_secret_two');
    await vault.write('tripartie.profile:gone', 'sandbox_secret_three');
    person.presses = 'Forget All Secrets';
    const { told, details } = person;
    await forgetSecrets(session);
    assert.equal(told[0], 'Forget all secrets that this editor keeps for Tripartie?');
    assert.match(details.join(), /Acme (one|two) · Staging: you are signed out/);
    assert.match(told.at(-1) ?? '', /keeps no secrets of Tripartie any more/);
    assert.deepEqual(secrets(), []);
    assert.equal(await session.account(), undefined);
    assert.deepEqual(await session.profiles(), []);
    await forgetSecrets(session);
    assert.match(told.at(-1) ?? '', /keeps no secrets of Tripartie\.$/);
  });

  it('does not promise to forget the key in the environment variable, nor ask about one that was left', async () => {
    const key = `e30.${btoa('{"username":"jane"}')}.sandbox`.replaceAll('=', '');
    open({ TRIPARTIE_PERSONAL_KEY: key, TRIPARTIE_ENVIRONMENT: 'staging' });
    await account();
    person.presses = 'Forget All Secrets';
    await forgetSecrets(session);
    assert.match(person.details[0] ?? '', /^• Staging: you are signed out; its key stays in TRIPARTIE_PERSONAL_KEY/);
    assert.equal(await session.account(), undefined);
    person.told.length = 0;
    await forgetSecrets(session);
    assert.deepEqual(person.told, ['This editor keeps no secrets of Tripartie.']);
  });

  it('forgets nothing without a yes', async () => {
    await signIn('one');
    const before = secrets();
    await forgetSecrets(session);
    assert.deepEqual(secrets(), before);
    assert.ok(await session.account());
  });

  it('says when the store did not delete all', async () => {
    await signIn('one');
    store.delete = () => Promise.reject(new Error('locked'));
    person.presses = 'Forget All Secrets';
    await forgetSecrets(session);
    assert.match(person.told.at(-1) ?? '', /Not all secrets are forgotten/);
  });

  it('is offered when somebody signs out whose API clients have secrets here', async () => {
    const id = await signIn('one');
    await (await account()).secrets.keep('identifier', 'sandbox_secret_one');
    await leave(session, id);
    assert.match(person.told.at(-1) ?? '', /signed out of Acme one · Staging\. The secret of 1 API client stays/);
    assert.deepEqual(person.buttons.at(-1), ['Forget All Secrets…']);
    const next = await signIn('two');
    person.told.length = 0;
    await (await account()).secrets.forget('identifier');
    await leave(session, next);
    assert.deepEqual(person.told, []);
  });

  it('knows what a store lists that nobody noted', async () => {
    await store.store('tripartie.apiClient:sandbox:of an earlier version', 'sandbox_secret_one');
    const places = async () => [...(await session.keptSecrets()).clients.keys()];
    assert.deepEqual(await places(), ['sandbox']);
    Object.assign(store, { keys: () => Promise.reject(new Error('not here')) });
    assert.deepEqual(await places(), []);
    Object.assign(store, { keys: undefined });
    assert.deepEqual(await places(), []);
  });
});
