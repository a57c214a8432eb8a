import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Reach, SecretClipboard } from '../../src/ui/clipboard.ts';

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
    await new SecretClipboard(clipboard, 10).copy(SECRET);
    assert.equal(await clipboard.readText(), SECRET);
    await emptied;
    assert.equal(await clipboard.readText(), '');
  });

  it('is taken off on deactivation', async () => {
    const clipboard = testClipboard();
    const secrets = new SecretClipboard(clipboard);
    await secrets.copy(SECRET);
    await secrets.clear();
    assert.equal(await clipboard.readText(), '');
  });

  it('is left alone once the person copied something else', async () => {
    const clipboard = testClipboard();
    const secrets = new SecretClipboard(clipboard);
    await secrets.copy(SECRET);
    await clipboard.writeText('something of their own');
    await secrets.clear();
    assert.equal(await clipboard.readText(), 'something of their own');
  });

  it('has its full time after it was copied again', async () => {
    const clipboard = testClipboard();
    const secrets = new SecretClipboard(clipboard);
    await secrets.copy(SECRET);
    await secrets.copy(`${SECRET}_2`);
    assert.equal(await clipboard.readText(), `${SECRET}_2`);
    await secrets.clear();
    assert.equal(await clipboard.readText(), '');
  });

  it('does not stop the editor from closing when the clipboard is out of reach', async () => {
    const secrets = new SecretClipboard({
      readText: () => Promise.reject(new Error('the document is not focused')),
      writeText: () => Promise.resolve(),
    });
    await secrets.copy(SECRET);
    await secrets.clear();
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
      const secrets = new SecretClipboard(clipboard, 10, reach);
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
