import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createSandbox } from '../../src/sandbox/index.ts';
import { untrustedCertificate } from '../helpers/certificate.ts';
import { eventually } from '../host/eventually.ts';
import { startVsCode, type Workbench } from '../host/workbench.ts';
import { listen } from './loopback.ts';
import { builtPackage } from './support.ts';

/** A proxy that notes what it is asked for, and lets nothing through. */
async function createProxy() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on('connect', ({ method, url }, socket) => {
    asked.push(`${method} ${url}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  return { asked, ...(await listen(server)) };
}

for (const version of ['newest', 'oldest'] as const) {
  describe(`The proxy in VS Code’s settings, in the ${version} workbench`, () => {
    let proxy: Awaited<ReturnType<typeof createProxy>>;
    let vscode: Workbench | undefined;
    beforeEach(async () => {
      proxy = await createProxy();
    });
    afterEach(async () => {
      await vscode?.close();
      vscode = undefined;
      await proxy.close();
    });

    /** Signs in where nothing answers, and gives what the proxy was asked for until the views have said so. */
    async function askedWith(settings: Readonly<Record<string, unknown>>, told: RegExp): Promise<string[]> {
      const env = { TRIPARTIE_PERSONAL_KEY: createSandbox().personalKey, TRIPARTIE_ENVIRONMENT: 'custom' };
      // What is on this machine is asked for directly by VS Code; names under "example" lead nowhere.
      const address = { 'tripartie.apiUrl': 'https://api.sandbox.example', 'http.proxy': proxy.url };
      const opened = await startVsCode({ version, vsix: builtPackage, env, settings: { ...address, ...settings } });
      vscode = opened;
      await opened.openContainer('Tripartie');
      for (const view of ['Account', 'API Clients', 'Users']) {
        await eventually(async () => {
          const rows = (await opened.view(view).items()).map(({ spoken }) => spoken);
          assert.ok(
            rows.some((words) => told.test(words)),
            rows.join('\n'),
          );
        });
      }
      return [...new Set(proxy.asked)];
    }

    it('is what the API is reached through', async () => {
      assert.deepEqual(
        await askedWith({}, /the proxy does not let the request through \(error 502\), so nothing was sent/),
        ['CONNECT api.sandbox.example:443'],
      );
    });

    it('is not to blame for a certificate that nobody trusts, which is named and sent nothing', async () => {
      let arrived = 0;
      const server = await listen(createTlsServer(await untrustedCertificate(), () => (arrived += 1)));
      try {
        const settings = { 'tripartie.apiUrl': server.url.replace('http:', 'https:') };
        await askedWith(settings, /the certificate of its address is not trusted .*, so nothing was sent/);
        assert.equal(arrived, 0);
      } finally {
        await server.close();
      }
    });

    it('is left alone where it is turned off', async () => {
      assert.deepEqual(
        await askedWith({ 'http.proxySupport': 'off' }, /its name was not found, so nothing was sent/),
        [],
      );
    });
  });
}
