import assert from 'node:assert/strict';
import { createClient, InvalidApiOrigin, KNOWN_ORIGINS, parseApiOrigin } from '../../../src/api/index.ts';
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
    ['https://gw.example.com/tripartie/v2', 'https://gw.example.com/tripartie/v2'],
    ['https://gw.example.com/tripartie/v2/', 'https://gw.example.com/tripartie/v2'],
    ['https://gw.example.com/a/../b/%2e%2e/c', 'https://gw.example.com/c'],
    ['https://gw.example.com/customers;rev=3', 'https://gw.example.com/customers;rev=3'],
    ['https://gw.example.com/@scope/tenant:acme', 'https://gw.example.com/@scope/tenant:acme'],
    ["https://gw.example.com/$web/api(v2)/a+b,c/!x='o'*&", "https://gw.example.com/$web/api(v2)/a+b,c/!x='o'*&"],
    ['"https://gw.example.com/v2"', 'https://gw.example.com/v2'],
    ["'https://gw.example.com'", 'https://gw.example.com'],
    ['<https://gw.example.com/>', 'https://gw.example.com'],
    [' “https://gw.example.com/v2 ”', 'https://gw.example.com/v2'],
    ['\ufeffhttps://gw.example.com/v2\u200b\n', 'https://gw.example.com/v2'],
    ['https://gw.example.com:8443', 'https://gw.example.com:8443'],
    ['https://gw.example.com\\v2', 'https://gw.example.com/v2'],
  ] as const) {
    it(`takes ${given}`, () => assert.equal(parseApiOrigin(given), origin));
  }

  for (const [given, reason] of [
    ['', 'not a URL'],
    ['""', 'not a URL'],
    ['api', 'not a URL'],
    ['api.tripartie.com', 'no scheme'],
    ['gw.example.com/v2', 'no scheme'],
    ['gw.example.com:8443/v2', 'no scheme'],
    ['localhost:8080', 'no scheme'],
    ['gw:8080', 'no scheme'],
    ['localhost', 'no scheme'],
    ['https://gw.example.com:6000', 'blocked port'],
    ['https://gw.example.com:10080/v2', 'blocked port'],
    ['https://gw.example.com:5060', 'blocked port'],
    ['http://localhost:2049', 'blocked port'],
    ['http://localhost:0', 'blocked port'],
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
    ['https://api.tripartie.com/?', 'has a query'],
    ['https://api.tripartie.com/v2?a=b', 'has a query'],
    ['https://api.tripartie.com/#', 'has a query'],
    ['https://gw.example.com//v2', 'unclear path'],
    ['https://gw.example.com/v2//', 'unclear path'],
    ['https://gw.example.com/a%2fb', 'unclear path'],
    ['https://gw.example.com/a b', 'unclear path'],
    ['https://gw.example.com\\@evil.example', 'unclear path'],
    ['https://gw.example.com/a/..;/b', 'unclear path'],
    ['https://gw.example.com/.;x=1/b', 'unclear path'],
    ['https://gw.example.com/a%20b', 'unclear path'],
    ['https://gw.example.com/a|b', 'unclear path'],
    ['https://gw.example.com/é', 'unclear path'],
    ['https://gw.example.com/v2\u200b/users', 'unclear path'],
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

  it('may have a path, behind which everything is then asked for', async () => {
    const asked: string[] = [];
    const client = createClient({
      origin: parseApiOrigin('https://gw.sandbox.example/tripartie/v2/'),
      credential: { kind: 'personalKey', jwt: 'sandbox.personal.key' },
      fetch: async (input) => {
        asked.push((input as Request).url);
        return Response.json([]);
      },
    });
    await client.listUsers({ page: 2 });
    assert.deepEqual(asked, ['https://gw.sandbox.example/tripartie/v2/users?page=2']);
  });

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
