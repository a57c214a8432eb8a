import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { parseApiOrigin } from '../../src/api/index.ts';
import { fileChoices } from '../../src/delivery/choices.ts';
import { sayDamaged } from '../../src/delivery/damaged.ts';
import { updatePlaces } from '../../src/delivery/updatePlaces.ts';
import { writeToEnv } from '../../src/delivery/writeToEnv.ts';
import { nodePersonFiles as files } from '../../src/platform/node/personFiles.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { placesOf } from '../../src/session/places.ts';
import type { Account } from '../../src/session/session.ts';
import { SecretClipboard } from '../../src/ui/clipboard.ts';
import { Person } from '../helpers/person.ts';
import { useWindows } from '../helpers/windows.ts';
import { workspaceFolder } from '../helpers/workspaceFolder.ts';
import { eventually } from '../host/eventually.ts';

const OLD = { identifier: '00000000000000000000000000000001', secret: 'sandbox_secret_of_the_old_key' };
const NEW = { identifier: '00000000000000000000000000000002', secret: 'sandbox_secret_of_the_new_key', name: 'shop' };
const PAIR = `SHOP_ID=${OLD.identifier}\nSHOP_SECRET=${OLD.secret}\n`;

/** Makes the window say that its workspace is not trusted, as the editor does after the person said so. */
async function inRestrictedMode(act: () => Promise<unknown>): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted') as PropertyDescriptor;
  Object.defineProperty(vscode.workspace, 'isTrusted', { ...own, get: () => false });
  try {
    await act();
  } finally {
    Object.defineProperty(vscode.workspace, 'isTrusted', own);
  }
}

describe('The places of a key', function () {
  this.timeout(60_000);
  const windows = useWindows();
  let folder: string;
  let account: Account;
  let clipboard: SecretClipboard;
  let person: Person;
  let rise: () => void;

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(path.join(workspaceFolder().uri.fsPath, 'places-')));
    const session = windows.open();
    await session.signIn({
      environment: 'custom',
      origin: parseApiOrigin('http://127.0.0.1:8099'),
      kind: 'personalKey',
      subject: 'the owner',
      credential: { kind: 'personalKey', jwt: createSandbox({ users: 1 }).personalKey },
    });
    account = await windows.accountOf(session);
    await account.secrets.keep(OLD.identifier, OLD.secret);
    await account.secrets.keep(NEW.identifier, NEW.secret);
    clipboard = new SecretClipboard();
    person = new Person();
    rise = person.sit();
  });
  afterEach(() => {
    rise();
    rmSync(folder, { recursive: true, force: true });
  });

  const at = (name: string) => path.join(folder, name);
  const put = (name: string, text: string | Uint8Array) => {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  const text = (name: string) => readFileSync(at(name), 'utf8');
  const found = async () => {
    const places = await placesOf(account, OLD.identifier);
    return { ...places, found: places.found.map(({ uri }) => path.relative(folder, uri.fsPath)) };
  };

  /** Updates the places, and says yes where that is asked. */
  async function update(meanwhile: () => unknown = () => undefined): Promise<string> {
    const { createQuickPick } = vscode.window;
    let isOver = false;
    const watched = () => {
      const pick = createQuickPick();
      const show = pick.show.bind(pick);
      const done = meanwhile();
      pick.show = () => {
        show();
        void eventually(async () => {
          await done;
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          assert.ok(isOver);
        });
      };
      return pick;
    };
    Object.assign(vscode.window, { createQuickPick: watched });
    try {
      await updatePlaces({ files, clipboard }, account, NEW, OLD.identifier);
    } finally {
      isOver = true;
      Object.assign(vscode.window, { createQuickPick });
    }
    return person.told.join('\n');
  }

  it('are found where a setting hides them, but not in the folders of other programs', async () => {
    for (const name of ['.env', 'app/.env.local', 'app/node_modules/x/.env']) put(name, PAIR);
    const settings = vscode.workspace.getConfiguration('files');
    await settings.update('exclude', { '**/.env*': true }, vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await found(), { found: ['.env', 'app/.env.local'], isComplete: true });
    } finally {
      await settings.update('exclude', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('are found where readers do not agree, in another encoding, in an address, and with the secret alone', async () => {
    put('a/.env', `${PAIR}X="open\n`);
    put('b/.env', Buffer.from(`\ufeff${PAIR}`, 'utf16le'));
    put('c/.env', `URL=https://${OLD.identifier}:${OLD.secret}@api.example/\n`);
    put('d/.env', `SHOP_SECRET=${OLD.secret}\n`);
    assert.deepEqual(await found(), { found: ['a/.env', 'b/.env', 'c/.env', 'd/.env'], isComplete: true });
    const told = await update();
    assert.match(told, /^No place was updated/);
    for (const words of [/a\/\.env: programs do not agree how its line 3/, /b\/\.env: it is not in an encoding/]) {
      assert.match(told, words);
    }
    assert.match(told, /c\/\.env: the key is a part of another value/);
    assert.match(told, /d\/\.env: it has the secret alone/);
    assert.equal(text('d/.env'), `SHOP_SECRET=${OLD.secret}\n`);
  });

  it('are not where a later line of the same name has another key', async () => {
    put('.env', `${PAIR}SHOP_ID=${NEW.identifier}\nSHOP_SECRET=${NEW.secret}\n`);
    assert.deepEqual(await found(), { found: [], isComplete: true });
    put('.env', `SHOP_ID=${NEW.identifier}\n${PAIR}`);
    assert.deepEqual((await found()).found, ['.env']);
  });

  it('may be more, where a file is longer than any of its kind', async () => {
    put('.env', PAIR + 'x'.repeat(300_000));
    assert.deepEqual(await found(), { found: [], isComplete: false });
  });

  it('are all updated, under every name, and a file that has two names once', async () => {
    put('.env', `${PAIR}# the same\nJOB_CLIENT_ID=${OLD.identifier}\nJOB_CLIENT_SECRET='${OLD.secret}'\n`);
    symlinkSync('.env', at('.env.local'));
    assert.match(await update(), /1 of 1 places of “shop” have the new key/);
    assert.equal(
      text('.env'),
      `SHOP_ID=${NEW.identifier}\nSHOP_SECRET=${NEW.secret}\n# the same\nJOB_CLIENT_ID=${NEW.identifier}\nJOB_CLIENT_SECRET=${NEW.secret}\n`,
    );
    assert.deepEqual((await found()).found, []);
  });

  it('keep what another program resolves in the place of the secret', async () => {
    for (const value of ['op://dev/shop/secret', '"$FROM_ELSEWHERE"', '', 'another-secret']) {
      put('.env', `SHOP_ID=${OLD.identifier}\nSHOP_SECRET=${value}\n`);
      person.told.length = 0;
      assert.match(await update(), /is not the old secret, but a reference or another one/, value);
      assert.equal(text('.env'), `SHOP_ID=${OLD.identifier}\nSHOP_SECRET=${value}\n`);
    }
    await account.secrets.forget(OLD.identifier);
    put('.env', `SHOP_ID=${OLD.identifier}\nSHOP_SECRET=op://dev/shop/secret\n`);
    person.told.length = 0;
    assert.match(await update(), /is not the old secret/);
    put('.env', PAIR);
    assert.match(await update(), /1 of 1 places/);
    assert.equal(text('.env'), `SHOP_ID=${NEW.identifier}\nSHOP_SECRET=${NEW.secret}\n`);
  });

  it('stay on the old key where somebody has written meanwhile, which is said, and the others are taken back', async () => {
    put('a/.env', PAIR);
    put('b/.env', PAIR);
    person.presses = 'Undo';
    const told = await update(() => put('b/.env', `${PAIR}MORE=1\n`));
    assert.match(told, /1 of 2 places of “shop” have the new key\. .*b\/\.env: it was changed meanwhile/);
    assert.equal(text('b/.env'), `${PAIR}MORE=1\n`);
    await eventually(async () => assert.equal(text('a/.env'), PAIR));
  });

  it('stay on the old key where the new one was replaced while that was asked', async () => {
    put('.env', PAIR);
    const told = await update(() => account.secrets.forget(NEW.identifier));
    assert.match(told, /^“shop” was deleted or replaced meanwhile, so no place was updated\.$/);
    assert.equal(text('.env'), PAIR);
  });

  it('are left alone in a workspace that is not trusted, and nothing is written to it', async () => {
    put('.env', PAIR);
    await inRestrictedMode(async () => {
      assert.deepEqual(await found(), { found: [], isComplete: false });
      assert.match(await update(), /This workspace is not trusted, so no place in it was updated/);
      await writeToEnv({ files, clipboard }, account, NEW);
      assert.match(person.told.at(-1) ?? '', /not trusted, so nothing was written to it.*can be copied/);
      assert.deepEqual(person.buttons.at(-1), ['Copy as .env Lines']);
    });
    assert.equal(text('.env'), PAIR);
    assert.deepEqual((await found()).found, ['.env']);
  });

  it('that were cut off are told until they are put back', async () => {
    const outcomes = ['failed', 'restored'] as const;
    let tries = 0;
    const restore = async () => outcomes[tries++] ?? 'changed';
    sayDamaged('.env', { kind: 'damaged', wasThere: true, restore });
    await eventually(async () =>
      assert.match(person.told.join(), /^\.env was cut off .* in this window’s memory only/),
    );
    assert.deepEqual([person.buttons.at(-1), tries], [['Put Back'], 0]);
    person.presses = 'Put Back';
    sayDamaged('.env', { kind: 'damaged', wasThere: true, restore });
    await eventually(async () => assert.equal(tries, 2));
    assert.equal(person.told.length, 3);
    sayDamaged('.env', { kind: 'damaged', wasThere: true, restore });
    await eventually(async () => assert.match(person.told.at(-1) ?? '', /Somebody else has written to \.env since/));
    person.presses = 'Remove It';
    sayDamaged('.env.new', { kind: 'damaged', wasThere: false, restore: async () => 'restored' });
    assert.match(person.told.at(-1) ?? '', /A part of the secret may be in it/);
  });

  it('cannot be on a file system that is not the computer’s own', async () => {
    const events = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
    const absent = (uri: vscode.Uri): never => {
      throw vscode.FileSystemError.FileNotFound(uri);
    };
    const refuse = (uri: vscode.Uri): never => {
      throw vscode.FileSystemError.NoPermissions(uri);
    };
    const far: vscode.FileSystemProvider = {
      onDidChangeFile: events.event,
      watch: () => ({ dispose: () => undefined }),
      stat: absent,
      readDirectory: () => [],
      readFile: absent,
      createDirectory: refuse,
      writeFile: refuse,
      delete: refuse,
      rename: refuse,
    };
    const provider = vscode.workspace.registerFileSystemProvider('tripartie-test', far, { isReadonly: true });
    try {
      const root = { uri: vscode.Uri.parse('tripartie-test:/project'), name: 'project', index: 0 };
      const choices = await fileChoices(files, [root]);
      assert.deepEqual(
        choices.map(({ uri, file, refusal }) => [uri.path, file, refusal]),
        [['/project/.env', undefined, 'unknown']],
      );
    } finally {
      provider.dispose();
      events.dispose();
    }
  });
});
