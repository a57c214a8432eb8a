import assert from 'node:assert/strict';
import { CREATABLE_SCOPES, INVITABLE_ROLES, InvalidError } from '../../../src/api/index.ts';
import contract from '../../../src/api/openapi.json' with { type: 'json' };
import { consents, person, persona } from './samples.ts';
import { assertNoCanary, CANARY, clientOf, errorOf, json } from './vocabulary.ts';

describe('inputs', () => {
  it('a value of the wrong kind is refused without being repeated', async () => {
    const error = await errorOf(
      clientOf(() => assert.fail('sent')).inviteUser({
        ...person,
        firstName: [CANARY] as never,
        invitedRole: [`${CANARY} and more`],
      }),
    );
    assert.ok(error instanceof InvalidError);
    assertNoCanary(error);
    assert.ok(!JSON.stringify(error.violations).includes(CANARY));
    const nothing = await errorOf(clientOf(() => assert.fail('sent')).inviteUser(undefined as never));
    assert.deepEqual(
      (nothing as InvalidError).violations.map(({ field }) => field),
      [''],
    );
  });

  it('says in words what is wrong', async () => {
    const client = clientOf(() => assert.fail('sent'));
    for (const [call, message] of [
      [client.inviteUser({ ...person, firstName: '' }), 'at least 1 characters'],
      [client.inviteUser({ ...person, lastName: 'x'.repeat(65) }), 'at most 64 characters'],
      [client.inviteUser({ ...person, lastName: '\ud83d' }), 'not well-formed'],
      [client.inviteUser({ ...person, email: 'ada' }), 'not an email address'],
      [client.inviteUser({ ...person, firstName: 7 as never }), 'not of the expected kind'],
      [client.inviteUser({ ...person, invitedRole: ['ROLE A'] }), 'not a role'],
      [client.createApiClient({ name: null, scopes: [] as never }), 'at least one'],
      [client.updateUser(7, { ...consents, birthday: new Date(Number.NaN) }), 'not a date'],
      [client.toggleTotp(7, { totpEnabled: true, totpChallenge: '1' }), 'not a code of 6 to 8 digits'],
      [client.registerPersona({ ...persona, dateOfBirth: '1990' }), 'not a date as 1990-12-31'],
      [client.listUsers({ page: 0 }), 'not a whole number from 1'],
      [client.getUser('..'), 'not an identifier'],
    ] as const) {
      const error = await errorOf(call);
      assert.ok(error instanceof InvalidError);
      assert.deepEqual(
        error.violations.map((violation) => violation.message),
        [message],
      );
    }
  });

  it('a date is sent as the contract writes one', async () => {
    let body: unknown;
    const client = clientOf(async (request) => {
      body = await request.json();
      return json({ id: 7 });
    });
    assert.deepEqual(await client.updateUser(7, { ...consents, birthday: new Date(0) }), { id: 7 });
    assert.deepEqual(body, { ...consents, birthday: '1970-01-01T00:00:00.000Z' });
  });

  it("what an input throws when it is read is the caller's own", async () => {
    const input = {
      get name(): string {
        throw new RangeError('own');
      },
      scopes: ['OFFER_READ'],
    };
    await assert.rejects(clientOf(() => assert.fail('sent')).createApiClient(input as never), RangeError);
  });

  it('fields that the contract does not know are not sent along', async () => {
    let body: unknown;
    const client = clientOf(async (request) => {
      body = await request.json();
      return json({ id: 7 }, 201);
    });
    await client.inviteUser({ ...person, totpSecret: CANARY } as never);
    assert.deepEqual(body, person);
  });

  it('roles pass as they are, those of tomorrow too: the API says who may give which', async () => {
    const sent: unknown[] = [];
    // The contract lists the roles of its own version, so its check is left out here.
    const fetch = async (input: unknown) => {
      sent.push((await (input as Request).json()).invitedRole);
      return json({ id: 7 }, 201);
    };
    const client = clientOf(() => assert.fail('checked'), { fetch });
    const roles = [['ROLE_ORGANIZATION_OWNER'], ['ROLE_PLATFORM_ADMIN', 'ROLE_PLATFORM_SUPPORT'], ['OWNER'], []];
    for (const invitedRole of roles) await client.inviteUser({ ...person, invitedRole });
    assert.deepEqual(sent, roles);
  });

  it('scopes and roles are those of the contract', () => {
    const { schemas } = contract.components;
    assert.deepEqual(CREATABLE_SCOPES, schemas['ApiClient-Write'].properties.desiredScopes.items.enum);
    const known: readonly string[] = INVITABLE_ROLES;
    assert.ok(schemas['User-Invite'].properties.invitedRole.items.enum.every((role) => known.includes(role)));
  });
});
