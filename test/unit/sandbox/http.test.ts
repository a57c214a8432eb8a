import assert from 'node:assert/strict';
import { sandboxForTest } from './vocabulary.ts';

describe('sandbox: HTTP', () => {
  const json = { referenceName: null, desiredScopes: ['OFFER_READ'] };
  const problem = (detail: string) => ({
    type: 'https://tools.ietf.org/html/rfc2616#section-10',
    title: 'An error occurred',
    detail,
  });

  it('serves errors as problem+json in API Platform’s words', async () => {
    const { asOwner } = sandboxForTest();
    const { status, headers, body } = await asOwner('GET', '/users/999999');
    assert.equal(status, 404);
    assert.equal(headers.get('Content-Type'), 'application/problem+json; charset=utf-8');
    assert.ok(headers.has('X-Rate-Limit'));
    assert.deepEqual(body, problem('Not Found'));
  });

  it('knows no other path, and repeats no query', async () => {
    const { ask } = sandboxForTest();
    const { status, body } = await ask('GET', '/nothing?key=secret');
    assert.equal(status, 404);
    assert.deepEqual(body, problem('No route found for "GET http://127.0.0.1/nothing"'));
  });

  it('tells what a path allows', async () => {
    const { ask } = sandboxForTest();
    const allowed = {
      '/me': 'GET',
      '/users': 'GET',
      '/users/1': 'GET, PATCH, DELETE',
      '/users/1/enable': 'PATCH',
      '/users/1/totp-setup': 'PATCH',
      '/api-clients': 'GET, POST',
      '/api-clients/x': 'GET, DELETE',
      '/token': 'POST',
      '/organizations': 'GET',
      '/organizations/3': 'GET, PATCH',
      '/personas/me': 'GET',
    };
    for (const [path, allow] of Object.entries(allowed)) {
      for (const method of ['PUT', 'OPTIONS']) {
        const { status, headers, body } = await ask(method, path);
        assert.equal(status, 405, `${method} ${path}`);
        assert.equal(headers.get('Allow'), allow);
        assert.match(String(body.detail), /Method Not Allowed \(Allow: /);
      }
    }
  });

  it('answers HEAD without a body', async () => {
    const { asOwner } = sandboxForTest();
    const { status, text } = await asOwner('HEAD', '/nothing');
    assert.equal(status, 404);
    assert.equal(text, '');
  });

  it('gives no web page leave to read it', async () => {
    const { asOwner } = sandboxForTest();
    const { headers } = await asOwner('GET', '/me', { headers: { Origin: 'https://elsewhere.example' } });
    assert.deepEqual(
      [...headers.keys()].filter((name) => name.startsWith('access-control')),
      [],
    );
  });

  it('serves JSON, to whoever takes it', async () => {
    const { asOwner } = sandboxForTest();
    for (const Accept of ['application/json', 'text/html, */*;q=0.1', 'application/*', 'Application/JSON;q=0.5']) {
      assert.equal((await asOwner('GET', '/me', { headers: { Accept } })).status, 200, Accept);
    }
    const { status, body } = await asOwner('GET', '/me', { headers: { Accept: 'text/html' } });
    assert.equal(status, 406);
    assert.equal(
      body.detail,
      'Requested format "text/html" is not supported. Supported MIME types are "application/json".',
    );
  });

  it('takes JSON, and nothing that is nearly it', async () => {
    const { asOwner } = sandboxForTest();
    const types = [
      'text/plain',
      'application/merge-patch+json',
      'application/ld+json',
      'application/x-www-form-urlencoded',
    ];
    for (const type of types) {
      const { status, body } = await asOwner('POST', '/api-clients', { json, headers: { 'Content-Type': type } });
      assert.equal(status, 415, type);
      assert.equal(
        body.detail,
        `The content-type "${type}" is not supported. Supported MIME types are "application/json".`,
      );
    }
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    assert.equal((await asOwner('POST', '/api-clients', { json, headers })).status, 201);
    const none = await asOwner('POST', '/api-clients');
    assert.equal(none.status, 415);
    assert.equal(none.body.detail, 'The "Content-Type" header must exist.');
  });

  it('refuses malformed bodies', async () => {
    const { asOwner } = sandboxForTest();
    const detail = async (body: string) => {
      const reply = await asOwner('POST', '/api-clients', { body });
      assert.equal(reply.status, 400, body);
      return reply.body.detail;
    };
    for (const body of ['', '{', '{"referenceName":', "{'a':1}"]) assert.equal(await detail(body), 'Syntax error');
    for (const body of ['[]', 'null', '3', '"x"', '{}', '{"referenceName":"x"}', '{"desiredScopes":[]}']) {
      assert.equal(await detail(body), 'The request is malformed and therefore cannot be executed');
    }
    const typed = (referenceName: unknown) => JSON.stringify({ ...json, referenceName });
    const given = [
      [1, 'integer'],
      [1.5, 'double'],
      [true, 'boolean'],
      [['x'], 'array'],
      [{}, 'array'],
    ] as const;
    for (const [value, type] of given) {
      assert.equal(
        await detail(typed(value)),
        `The type of the "referenceName" attribute must be "string", "${type}" given.`,
      );
    }
    for (const desiredScopes of ['OFFER_READ', [1], null, {}]) {
      assert.match(
        String(await detail(JSON.stringify({ ...json, desiredScopes }))),
        /^The type of the "desiredScopes" attribute must be "array", /,
      );
    }
  });

  it('does nothing with a body whose sender is gone', async () => {
    const { sandbox } = sandboxForTest();
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) });
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${sandbox.personalKey}` };
    const init = { method: 'POST', headers, body, duplex: 'half' } as const;
    await assert.rejects(sandbox.fetch(new Request('http://127.0.0.1/api-clients', init)), /gone/);
    assert.equal(sandbox.state.createdApiClients.length, 0);
  });

  it('ignores fields that it does not know, however they are called', async () => {
    const { asOwner } = sandboxForTest();
    const body = '{"referenceName":"x","desiredScopes":["OFFER_READ"],"__proto__":{"referenceName":1},"more":[1]}';
    assert.equal((await asOwner('POST', '/api-clients', { body })).status, 201);
    const hidden = '{"__proto__":{"referenceName":"x","desiredScopes":["OFFER_READ"]}}';
    assert.equal((await asOwner('POST', '/api-clients', { body: hidden })).status, 400);
  });
});
