import assert from 'node:assert/strict';
import { type ClientOptions, NotSignedInError } from '../../../src/api/index.ts';
import { withoutPauses } from './faults.ts';
import { giving, invited, me, refusal } from './renewing.ts';
import { person } from './samples.ts';
import { apiClient, clientOf, errorOf, json, personalKey } from './vocabulary.ts';

describe("an API client's credential", () => {
  withoutPauses();

  const second = { ...apiClient, identifier: 'sandboxsecond' };

  /** A server of API clients, each of whose tokens it takes a number of times. */
  function tokens(times: Readonly<Record<string, number>>, options: Partial<ClientOptions> = {}) {
    const seen: string[] = [];
    const left = new Map<string, number>();
    const client = clientOf(
      async (request) => {
        if (!new URL(request.url).pathname.endsWith('/token')) {
          const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
          const remaining = left.get(token) ?? 0;
          left.set(token, remaining - 1);
          seen.push(token);
          return remaining > 0 ? json(invited, 201) : refusal();
        }
        const id = new URLSearchParams(await request.text()).get('client_id') ?? '';
        const lasting = times[id];
        seen.push(`token for ${id}`);
        if (lasting === undefined) return json({ error: 'invalid_client' }, 401);
        const access_token = `${id}-${left.size}`;
        left.set(access_token, lasting);
        return json({ token_type: 'Bearer', expires_in: 3600, access_token });
      },
      { credential: apiClient, ...options },
    );
    return { seen, client };
  }

  it('its token that is refused is fetched anew before anybody is asked, each time', async () => {
    const { refused, onRefused } = giving();
    const { seen, client } = tokens({ sandboxclient: 1 }, { onRefused });
    for (const _ of [1, 2, 3]) await client.inviteUser(person);
    assert.deepEqual(refused, []);
    assert.deepEqual(
      seen.filter((each) => each.startsWith('token for')),
      Array(3).fill('token for sandboxclient'),
    );
  });

  it('a token fetched anew that is refused too is the credential refused', async () => {
    const { refused, onRefused } = giving(second);
    const { seen, client } = tokens({ sandboxclient: 0, sandboxsecond: 1 }, { onRefused });
    await client.inviteUser(person);
    assert.deepEqual(refused, [apiClient]);
    assert.deepEqual(seen, [
      'token for sandboxclient',
      'sandboxclient-0',
      'token for sandboxclient',
      'sandboxclient-1',
      'token for sandboxsecond',
      'sandboxsecond-2',
    ]);
  });

  it('a secret that is refused is asked about at once', async () => {
    const { refused, onRefused } = giving(second);
    const { seen, client } = tokens({ sandboxsecond: 1 }, { onRefused });
    await client.inviteUser(person);
    assert.deepEqual(refused, [apiClient]);
    assert.deepEqual(seen, ['token for sandboxclient', 'token for sandboxsecond', 'sandboxsecond-0']);
  });

  it('its tokens go with it, and stay when the same one is given again', async () => {
    const { seen, client } = tokens({ sandboxclient: 9, sandboxsecond: 9 });
    await client.inviteUser(person);
    client.useCredential({ secret: apiClient.secret, identifier: apiClient.identifier, kind: 'apiClient' });
    await client.inviteUser(person);
    client.useCredential(second);
    await client.inviteUser(person);
    assert.deepEqual(seen, [
      'token for sandboxclient',
      'sandboxclient-0',
      'sandboxclient-0',
      'token for sandboxsecond',
      'sandboxsecond-1',
    ]);
  });

  it('replaced while its token is refused: the new one signs, without another token of the old one', async () => {
    const seen: string[] = [];
    const client = clientOf(
      (request) => {
        if (request.url.endsWith('/token')) return json({ token_type: 'Bearer', expires_in: 60, access_token: 'old' });
        seen.push(request.headers.get('authorization') ?? '');
        if (seen.length > 1) return json(me);
        client.useCredential(personalKey);
        return refusal();
      },
      { credential: apiClient },
    );
    await client.me();
    assert.deepEqual(seen, ['Bearer old', `Bearer ${personalKey.jwt}`]);
  });

  it('replaced again and again while its token is refused, it still ends after three', async () => {
    let sent = 0;
    const client = clientOf(
      (request) => {
        if (request.url.endsWith('/token')) {
          return json({ token_type: 'Bearer', expires_in: 60, access_token: `of-${sent}` });
        }
        sent += 1;
        client.useCredential({ ...apiClient, identifier: `sandbox${sent}` });
        return refusal();
      },
      { credential: apiClient },
    );
    assert.ok((await errorOf(client.inviteUser(person))) instanceof NotSignedInError);
    assert.equal(sent, 4);
  });

  it("a foreign one's secret that is refused is nobody's but the caller's", async () => {
    const { refused, onRefused } = giving(second);
    const { client } = tokens({}, { onRefused });
    assert.ok((await errorOf(client.fetchToken(second))) instanceof NotSignedInError);
    assert.deepEqual(refused, []);
  });
});
