import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Reach, SecretClipboard } from '../../src/ui/clipboard.ts';
import { Person } from '../helpers/person.ts';
import { eventually } from '../host/eventually.ts';

const SECRET = 'sandbox_secret_clipboard_test';

/** A clipboard that can be waited for; the editor's own is tried in the browser tests. */
function testClipboard() {
  let held = '';
  let emptied: () => void = () => undefined;
  return {
    whenEmptied: () => new Promise<void>((resolve) => (emptied = resolve)),
    readText: async () => held,
    writeText: async (text: string) => {
      held = text;
      if (text === '') emptied();
    },
  };
}

describe('A secret on the clipboard', () => {
  it('is taken off after its time', async () => {
    const clipboard = testClipboard();
    const emptied = clipboard.whenEmptied();
    await new SecretClipboard({ clipboard, lifetimeMs: 10 }).copy(SECRET);
    assert.equal(await clipboard.readText(), SECRET);
    await emptied;
    assert.equal(await clipboard.readText(), '');
  });

  it('is taken off on deactivation', async () => {
    const clipboard = testClipboard();
    const secrets = new SecretClipboard({ clipboard });
    await secrets.copy(SECRET);
    await secrets.clear();
    assert.equal(await clipboard.readText(), '');
  });

  it('is left alone once the person copied something else', async () => {
    const clipboard = testClipboard();
    const secrets = new SecretClipboard({ clipboard });
    await secrets.copy(SECRET);
    await clipboard.writeText('something of their own');
    await secrets.clear();
    assert.equal(await clipboard.readText(), 'something of their own');
  });

  it('has its full time after it was copied again', async () => {
    const clipboard = testClipboard();
    const secrets = new SecretClipboard({ clipboard });
    await secrets.copy(SECRET);
    await secrets.copy(`${SECRET}_2`);
    assert.equal(await clipboard.readText(), `${SECRET}_2`);
    await secrets.clear();
    assert.equal(await clipboard.readText(), '');
  });

  it('does not stop the editor from closing when the clipboard is out of reach', async () => {
    const secrets = new SecretClipboard({
      clipboard: {
        readText: () => Promise.reject(new Error('the document is not focused')),
        writeText: () => Promise.resolve(),
      },
    });
    await secrets.copy(SECRET);
    await secrets.clear();
  });

  for (const [what, changed] of [
    ['has the ends of lines of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['has those of an old Mac', (text: string) => text.replaceAll('\n', '\r')],
    ['has lost the last end of a line', (text: string) => text.replace(/\n$/, '')],
    ['has one more', (text: string) => `${text}\r\n`],
  ] as const) {
    it(`is recognised where the system ${what}`, async () => {
      const held = testClipboard();
      const clipboard = { ...held, readText: async () => changed(await held.readText()) };
      const secrets = new SecretClipboard({ clipboard });
      await secrets.copy(`ID=sandbox\nSECRET=${SECRET}\n`);
      await secrets.clear();
      assert.equal(await held.readText(), '');
    });
  }

  it('that may not be read stays: the person is told, once', async () => {
    const person = new Person();
    const rise = person.sit();
    const changed = new vscode.EventEmitter<void>();
    try {
      let reads = 0;
      const read = () => {
        reads += 1;
        return Promise.reject(new Error('not allowed'));
      };
      const clipboard = { ...testClipboard(), readText: read };
      const reach = { isGiven: () => true, onDidChange: changed.event };
      await new SecretClipboard({ clipboard, lifetimeMs: 10, reach }).copy(SECRET);
      await eventually(() => assert.match(person.told.join(), /still on the clipboard.*Copy something else/));
      changed.fire();
      await eventually(() => assert.equal(reads, 2));
      assert.equal(person.told.length, 1);
      assert.doesNotMatch(person.told.join(), new RegExp(SECRET));
    } finally {
      changed.dispose();
      rise();
    }
  });

  describe('that two windows copied', () => {
    /** Both have one clipboard and one folder; the time of a copy is as long as `left` says. */
    const copiesOf = (left: { ms: number }) => async () => ({
      note: async () => undefined,
      othersLeft: async () => left.ms,
    });

    it('stays as long as the later one may', async () => {
      const clipboard = testClipboard();
      const left = { ms: 50 };
      const asked: number[] = [];
      const copies = async () => ({
        note: async () => undefined,
        othersLeft: async () => {
          asked.push(left.ms);
          return left.ms;
        },
      });
      const first = new SecretClipboard({ clipboard, lifetimeMs: 10, copies });
      await first.copy(SECRET);
      await eventually(() => assert.deepEqual(asked, [50]));
      assert.equal(await clipboard.readText(), SECRET);
      await first.clear();
      assert.equal(await clipboard.readText(), SECRET, 'the other window takes it off');
      left.ms = 0;
      await first.clear();
      assert.equal(await clipboard.readText(), '');
    });

    it('is taken off by the first one where the later one is gone', async () => {
      const clipboard = testClipboard();
      const left = { ms: 10 };
      const emptied = clipboard.whenEmptied();
      await new SecretClipboard({ clipboard, lifetimeMs: 10, copies: copiesOf(left) }).copy(SECRET);
      left.ms = 0;
      await emptied;
    });

    it('is taken off after its time where nothing is known of other windows', async () => {
      const clipboard = testClipboard();
      const emptied = clipboard.whenEmptied();
      const copies = () => Promise.reject(new Error('not there any more'));
      await new SecretClipboard({ clipboard, lifetimeMs: 10, copies }).copy(SECRET);
      await emptied;
    });
  });

  describe('of a window that is not looked at', () => {
    let changed: vscode.EventEmitter<void>;
    let given: boolean;
    let asked: (() => void) | undefined;
    let reach: Reach;
    beforeEach(() => {
      changed = new vscode.EventEmitter();
      given = false;
      reach = {
        onDidChange: changed.event,
        isGiven: () => {
          asked?.();
          return given;
        },
      };
    });
    afterEach(() => changed.dispose());

    /** Copies, and waits until the time of the secret is over. */
    const outlive = async (clipboard: ReturnType<typeof testClipboard>) => {
      const over = new Promise<void>((resolve) => (asked = resolve));
      const secrets = new SecretClipboard({ clipboard, lifetimeMs: 10, reach });
      await secrets.copy(SECRET);
      await over;
      return secrets;
    };

    it('is taken off when it is looked at again, and not asked for before', async () => {
      let reads = 0;
      const held = testClipboard();
      const clipboard = {
        ...held,
        readText: () => {
          reads += 1;
          return held.readText();
        },
      };
      await outlive(clipboard);
      changed.fire();
      assert.equal(reads, 0);
      const emptied = held.whenEmptied();
      given = true;
      changed.fire();
      await emptied;
      assert.equal(reads, 1);
    });

    it('is taken off at the second try where the first one is refused', async () => {
      let refused: () => void = () => undefined;
      const refusal = new Promise<void>((resolve) => (refused = resolve));
      const held = testClipboard();
      let reads = 0;
      const readText = () => {
        reads += 1;
        if (reads > 1) return held.readText();
        refused();
        return Promise.reject(new Error('the document is not focused'));
      };
      given = true;
      await outlive({ ...held, readText });
      await refusal;
      const emptied = held.whenEmptied();
      await new Promise(setImmediate);
      changed.fire();
      await emptied;
    });

    it('is not waited for any more when another one has taken its place', async () => {
      const clipboard = testClipboard();
      const secrets = await outlive(clipboard);
      await secrets.copy(`${SECRET}_2`);
      let looked = false;
      asked = () => {
        looked = true;
      };
      changed.fire();
      assert.equal(looked, false);
      await secrets.clear();
      assert.equal(await clipboard.readText(), '');
    });
  });
});
