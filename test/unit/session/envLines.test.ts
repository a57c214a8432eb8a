import assert from 'node:assert/strict';
import { envLines } from '../../../src/session/secrets/envLines.ts';
import { READERS } from '../dotenv/readers.ts';

describe('A key is copied as lines for a .env file', () => {
  it('which all readers take for what it is', () => {
    for (const secret of ['sandbox_secret-1', 'a#b c', "it's", 'a&b;c', 'x"y']) {
      const file = new TextEncoder().encode(envLines({ identifier: 'id', secret }));
      for (const [reader, read] of Object.entries(READERS)) {
        const { TRIPARTIE_CLIENT_ID, TRIPARTIE_CLIENT_SECRET } = read(file, [
          'TRIPARTIE_CLIENT_ID',
          'TRIPARTIE_CLIENT_SECRET',
        ]);
        assert.deepEqual([TRIPARTIE_CLIENT_ID, TRIPARTIE_CLIENT_SECRET], ['id', secret], reader);
      }
    }
  });

  it('and as it is where there are no such lines', () => {
    assert.match(envLines({ identifier: 'id', secret: 'a$b' }), /^TRIPARTIE_CLIENT_SECRET=a\$b$/m);
  });
});
