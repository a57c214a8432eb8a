// Run by triedAgain.test.ts: hooks that fail once, and always.
let tries = 0;

describe('A window that opens at the second try', () => {
  before(async () => {
    tries += 1;
    if (tries === 1) throw new Error('No window.');
  });

  it('has its tests run', () => undefined);
});

describe('A window that never opens', () => {
  before(async () => {
    throw new Error('Never a window.');
  });

  it('fails its tests', () => undefined);
});
