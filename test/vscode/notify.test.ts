import assert from 'node:assert/strict';
import { ask, fail, inform, warn } from '../../src/ui/notify.ts';
import { Person } from '../helpers/person.ts';

describe('A message', () => {
  const DELETE = { id: 'delete', label: 'Delete' };
  let person: Person;
  let rise: () => void;
  let leaving: AbortController;
  /** The account that a message is about. */
  let about: { ended: AbortSignal };
  beforeEach(() => {
    person = new Person();
    rise = person.sit();
    leaving = new AbortController();
    about = { ended: leaving.signal };
  });
  afterEach(() => rise());

  for (const [kind, say] of Object.entries({ inform, warn, fail })) {
    it(`answers with the id of the button, whatever it is called: ${kind}`, async () => {
      person.presses = 'Delete';
      assert.equal(await say('Really?', about, DELETE), 'delete');
      person.presses = undefined;
      assert.equal(await say('Really?', about, DELETE), undefined);
    });

    it(`does nothing for an account that was left, but says so: ${kind}`, async () => {
      person.presses = 'Delete';
      leaving.abort();
      assert.equal(await say('Really?', about, DELETE), undefined);
      assert.match(person.told.at(-1) ?? '', /no longer the one that is shown here, so nothing was done/);
    });

    it(`is answered whoever is signed in where it is about no account: ${kind}`, async () => {
      person.presses = 'Delete';
      assert.equal(await say('Really?', undefined, DELETE), 'delete');
      assert.equal(person.told.length, 1);
    });
  }

  it('that asks does nothing for an account that was left meanwhile', async () => {
    person.presses = 'Delete';
    const question = { about, text: 'Really?', detail: ['It is gone then.'], buttons: [DELETE] };
    assert.equal(await ask(question), 'delete');
    leaving.abort();
    assert.equal(await ask(question), undefined);
    assert.equal(person.told.length, 3);
  });

  it('draws no link, and looks as it is', async () => {
    await warn('[x](command:workbench.action.quit)');
    assert.doesNotMatch(person.handed.join(), /\]\(/);
    assert.deepEqual(person.told, ['[x](command:workbench.action.quit)']);
  });
});
