import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answered, BACK, LEFT } from '../../src/ui/answer.ts';
import { askText } from '../../src/ui/askText.ts';
import { type Draft, fillIn } from '../../src/ui/form.ts';
import { pickMany } from '../../src/ui/pick.ts';
import { clockTime } from '../../src/ui/time.ts';
import { eventually } from '../host/eventually.ts';

/** Without waiting for the window in between, as a key that is held down does. */
const press = (...commands: string[]) =>
  Promise.all(commands.map((command) => vscode.commands.executeCommand(command)));

const ENTER = 'workbench.action.acceptSelectedQuickOpenItem';
const CLOSE = 'workbench.action.closeQuickOpen';
const GO_BACK = 'workbench.action.quickInputBack';

/** Something to wait for that the test brings about itself. */
class Latch {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

describe('A step of a flow', () => {
  const { createInputBox, createQuickPick, showWarningMessage } = vscode.window;
  let input: vscode.InputBox | undefined;
  let pick: vscode.QuickPick<vscode.QuickPickItem> | undefined;
  let told: string[];

  beforeEach(() => {
    told = [];
    const watched = () => {
      input = createInputBox();
      return input;
    };
    const watchedPick = () => {
      pick = createQuickPick();
      return pick;
    };
    const tell = async (message: string) => void told.push(message);
    Object.assign(vscode.window, {
      createInputBox: watched,
      createQuickPick: watchedPick,
      showWarningMessage: tell,
    });
  });
  afterEach(() => void Object.assign(vscode.window, { createInputBox, createQuickPick, showWarningMessage }));

  /** A list that starts its work on Enter, which goes on until the test ends it. */
  const workingPick = (ended?: AbortSignal, complaint?: string) => {
    const begun = new Latch();
    const done = new Latch();
    let times = 0;
    let hold: ((until: Date) => void) | undefined;
    const answer = pickMany({
      title: 'Create',
      about: ended && { ended },
      step: 2,
      totalSteps: 2,
      items: ['one', 'two'].map((label) => ({ label, value: label })),
      selected: ['one'],
      noneSelected: 'choose',
      complaint,
      work: {
        title: 'Creating',
        run: (_, { onHeld }) => {
          times += 1;
          hold = onHeld;
          begun.open();
          return done.opened;
        },
      },
    });
    return { answer, begun, done, times: () => times, hold: (until: Date) => hold?.(until) };
  };

  it('does its work once, however often Enter is pressed', async () => {
    const { answer, begun, done, times } = workingPick();
    await press(ENTER, ENTER, ENTER);
    await begun.opened;
    await press(ENTER);
    done.open();
    assert.deepEqual(await answer, answered(['one']));
    assert.equal(times(), 1);
  });

  it('has no way back once its work has begun', async () => {
    const { answer, begun, done } = workingPick();
    await press(ENTER, GO_BACK);
    await begun.opened;
    await press(GO_BACK);
    done.open();
    assert.deepEqual(await answer, answered(['one']));
  });

  it('says until when the rate limit holds its work, where that is worth saying', async () => {
    const { answer, begun, done, hold } = workingPick();
    await press(ENTER);
    await begun.opened;
    const plainly = 'Creating… Press Escape to cancel.';
    assert.equal(pick?.title, plainly);
    hold(new Date(Date.now() + 500));
    assert.equal(pick?.title, plainly);
    const until = new Date(Date.now() + 20_000);
    hold(until);
    assert.equal(
      pick?.title,
      `Creating goes on at ${clockTime(until)}, after too many requests. Press Escape to cancel.`,
    );
    done.open();
    await answer;
  });

  it('says what was wrong with a choice where it was made, until something else is chosen', async () => {
    const { answer } = workingPick(undefined, 'This scope is gone.');
    assert.deepEqual([pick?.title, pick?.placeholder], ['Create – This scope is gone.', 'This scope is gone.']);
    await press('workbench.action.quickOpenSelectNext');
    await press('workbench.action.quickPickManyToggle');
    await eventually(() => assert.deepEqual([pick?.title, pick?.placeholder], ['Create', undefined]));
    await press(GO_BACK);
    assert.deepEqual(await answer, BACK);
  });

  it('goes back before', async () => {
    const { answer } = workingPick();
    await press(GO_BACK);
    assert.deepEqual(await answer, BACK);
  });

  describe('in a form', () => {
    const form = (draft: Draft, sent: string[]) => ({
      title: 'Edit',
      about: undefined,
      fields: [
        { name: 'first', prompt: '', initial: 'Ada' },
        { name: 'last', prompt: '' },
      ],
      draft,
      progress: '',
      failed: '',
      lost: '',
      send: async (value: (name: string) => string) => sent.push(value('first'), value('last')),
    });

    it('leads back from the first question to what was there before, and nothing is sent', async () => {
      const draft: Draft = new Map();
      const sent: string[] = [];
      const filled = fillIn({ ...form(draft, sent), leadsBack: true });
      assert.deepEqual([input?.value, input?.buttons.length], ['Ada', 1]);
      if (input) input.value = 'Adele';
      await press(ENTER);
      await eventually(() => assert.equal(input?.step, 2));
      await press(GO_BACK);
      await eventually(() => assert.deepEqual([input?.step, input?.value], [1, 'Adele']));
      await press(GO_BACK);
      assert.deepEqual(await filled, BACK);
      assert.deepEqual([sent, [...draft]], [[], [['first', 'Adele']]]);
    });

    it('has no way back from the first question where nothing was before', async () => {
      const filled = fillIn(form(new Map(), []));
      assert.deepEqual(input?.buttons, []);
      await press(CLOSE);
      assert.deepEqual(await filled, LEFT);
    });

    it('sends what stood there, and keeps only what is the person’s own', async () => {
      const draft: Draft = new Map();
      const sent: string[] = [];
      const first = fillIn(form(draft, sent));
      await press(ENTER);
      await eventually(() => assert.equal(input?.step, 2));
      if (input) input.value = 'L';
      await press(CLOSE);
      assert.deepEqual(await first, LEFT);
      assert.deepEqual([...draft], []);
      const second = fillIn(form(draft, sent));
      await press(ENTER);
      await eventually(() => assert.equal(input?.step, 2));
      if (input) input.value = 'Lovelace';
      await press(ENTER);
      await second;
      assert.deepEqual(sent, ['Ada', 'Lovelace']);
    });
  });

  it('answers with the text that was checked', async () => {
    const checked: string[] = [];
    const answer = askText({
      title: 'Name',
      about: undefined,
      prompt: '',
      value: 'checked',
      validate: () => undefined,
      check: async (value) => {
        checked.push(value);
        if (input) input.value = 'typed meanwhile';
        return undefined;
      },
    });
    await press(ENTER);
    assert.deepEqual([await answer, checked], [answered('checked'), ['checked']]);
  });

  describe('of an account that is left', () => {
    let leaving: AbortController;
    beforeEach(() => {
      leaving = new AbortController();
    });

    const askName = () =>
      askText({
        title: 'Name – Acme',
        about: { ended: leaving.signal },
        prompt: '',
        value: 'Ada',
        validate: () => undefined,
      });

    it('closes, and says so to who loses what they typed', async () => {
      const answer = askName();
      if (input) input.value = 'Ada L';
      leaving.abort();
      assert.deepEqual(await answer, LEFT);
      assert.match(told.join(), /^“Name – Acme” was closed.* Nothing was sent\.$/);
    });

    it('closes without a word where nothing was typed', async () => {
      const answer = askName();
      leaving.abort();
      assert.deepEqual(await answer, LEFT);
      assert.deepEqual(told, []);
    });

    it('is not asked any more', async () => {
      leaving.abort();
      assert.deepEqual(await askName(), LEFT);
      assert.equal(told.length, 1);
    });

    it('ends the form that it belongs to, of which nothing is sent', async () => {
      const draft: Draft = new Map();
      let sent = 0;
      const filled = fillIn({
        title: 'Invite',
        about: { ended: leaving.signal },
        fields: [
          { name: 'email', prompt: '' },
          { name: 'name', prompt: '' },
        ],
        draft,
        progress: '',
        failed: '',
        lost: '',
        send: async () => {
          sent += 1;
        },
      });
      if (input) input.value = 'ada@acme.example';
      await press(ENTER);
      await eventually(() => assert.equal(input?.step, 2));
      leaving.abort();
      assert.deepEqual(await filled, LEFT);
      assert.equal(sent, 0);
      assert.equal(told.length, 1);
    });

    it('goes on with work that has begun, whose end is told as ever', async () => {
      const { answer, begun, done } = workingPick(leaving.signal);
      await press(ENTER);
      await begun.opened;
      leaving.abort();
      done.open();
      assert.deepEqual(await answer, answered(['one']));
      assert.deepEqual(told, []);
    });
  });
});
