import assert from 'node:assert/strict';
import { CodeSender, type TotpApi } from '../../../src/totp/codeSender.ts';
import { codeComplaint } from '../../../src/totp/words.ts';

describe('A code of an authenticator app', () => {
  it('takes a code of any length that keys make, where nobody knows how long it is', async () => {
    const sent: string[] = [];
    const api: TotpApi = {
      me: () => assert.fail('nothing was lost'),
      setUpTotp: () => assert.fail('there is a key'),
      toggleTotp: async (_id, { totpChallenge }) => void sent.push(totpChallenge),
    };
    const sender = new CodeSender(api, 7, false);
    for (const code of ['123456', '123-4567', '१२३४५६७८']) assert.deepEqual(await sender.send(code), { kind: 'done' });
    for (const code of ['12345', '123456789', 'abcdef'])
      assert.deepEqual(await sender.send(code), { kind: 'malformed' });
    assert.deepEqual(sent, ['123456', '1234567', '12345678']);
    assert.match(codeComplaint({ kind: 'malformed' }), /Type the digits/);
  });
});
