import assert from 'node:assert/strict';
import { InvalidApiOrigin, KNOWN_ORIGINS, parseApiOrigin } from '../../../src/api/index.ts';
import contract from '../../../src/api/openapi.json' with { type: 'json' };

describe('parseApiOrigin', () => {
  for (const [given, origin] of [
    ['https://api.tripartie.com', 'https://api.tripartie.com'],
    ['https://api.tripartie.com/', 'https://api.tripartie.com'],
    ['HTTPS://API.tripartie.COM:443', 'https://api.tripartie.com'],
    ['https://api.example:8443', 'https://api.example:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://127.255.100.10:3000', 'http://127.255.100.10:3000'],
    ['http://2130706433', 'http://127.0.0.1'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ] as const) {
    it(`takes ${given}`, () => assert.equal(parseApiOrigin(given), origin));
  }

  for (const [given, reason] of [
    ['', 'not a URL'],
    ['api.tripartie.com', 'not a URL'],
    ['https://', 'not a URL'],
    ['http://api.tripartie.com', 'not https'],
    ['http://localhost.example', 'not https'],
    ['http://not-localhost', 'not https'],
    ['http://127.0.0.1.example', 'not https'],
    ['http://0.0.0.0', 'not https'],
    ['ftp://localhost', 'not https'],
    ['javascript:alert(1)', 'not https'],
    ['file:///etc/passwd', 'not https'],
    ['https://someone@api.tripartie.com', 'has credentials'],
    ['https://:secret@api.tripartie.com', 'has credentials'],
    ['https://api.tripartie.com/v2', 'has a path'],
    ['https://api.tripartie.com/?', 'has a path'],
    ['https://api.tripartie.com/?a=b', 'has a path'],
    ['https://api.tripartie.com/#', 'has a path'],
  ] as const) {
    it(`refuses ${given === '' ? 'nothing' : given}: ${reason}`, () => {
      assert.throws(
        () => parseApiOrigin(given),
        (error) => {
          assert.ok(error instanceof InvalidApiOrigin);
          assert.equal(error.reason, reason);
          assert.equal(`${error}`, `InvalidApiOrigin: invalid API address: ${reason}`);
          return true;
        },
      );
    });
  }

  it('does not repeat the address, which may hold a password', () => {
    assert.throws(
      () => parseApiOrigin('https://someone:canary@api.tripartie.com'),
      (error) => error instanceof InvalidApiOrigin && !error.message.includes('canary'),
    );
  });

  it('knows the hosts of the contract, and takes them', () => {
    assert.deepEqual(
      new Set(Object.values(KNOWN_ORIGINS)),
      new Set(contract.servers.map(({ url }) => parseApiOrigin(url))),
    );
  });
});
