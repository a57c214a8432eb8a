import assert from 'node:assert/strict';
import { broken, type Fields, sandboxForTest } from './vocabulary.ts';

describe('sandbox: organizations', () => {
  it('lists and shows them', async () => {
    const { asOwner } = sandboxForTest();
    const list = async (query: string) => {
      const { body, headers } = await asOwner<{ name: string }[]>('GET', `/organizations${query}`);
      return [...body.map(({ name }) => name), headers.get('Content-Range')];
    };
    assert.deepEqual(await list(''), ['Acme Sandbox', '0-1/1']);
    assert.deepEqual(await list('?name=ACME&itemsPerPage=5'), ['Acme Sandbox', '0-1/1']);
    assert.deepEqual(await list('?name=other'), ['0-0/0']);
    assert.deepEqual(await list('?itemsPerPage=0'), ['0-0/1']);
    assert.deepEqual(await list('?itemsPerPage=x'), ['0-0/1']);
    assert.equal((await asOwner('GET', '/organizations?itemsPerPage=-1')).status, 400);
    const { body } = await asOwner('GET', '/organizations/3');
    assert.equal(body.name, 'Acme Sandbox');
    // What 2.0.204 added.
    assert.deepEqual(
      [body.anonymityLevel, body.domainVerified, body.vatNumber],
      ['PARTIAL_FIRST_NAME', true, 'FR00000000000'],
    );
    for (const id of ['4', 'x', '']) assert.equal((await asOwner('GET', `/organizations/${id}`)).status, 404);
  });

  it('changes one’s own, and leaves what is not given', async () => {
    const { asOwner } = sandboxForTest();
    const needed = { name: 'Acme Sandbox II', vatNumber: null, commercialRegistryNumber: '1' };
    const json = { ...needed, websiteUrl: null, flatRateEnabled: true, rateCommissionSafeCheckout: 3 };
    const { status, body } = await asOwner('PATCH', '/organizations/3', { json });
    assert.equal(status, 200);
    assert.equal(body.name, json.name);
    assert.ok(!('websiteUrl' in body));
    assert.equal(body.flatRateEnabled, false, 'not for callers to set');
    assert.equal(body.primaryColor, '#1f5eff');
    const me = await asOwner<Fields & { organization: Fields }>('GET', '/me');
    assert.equal(me.body.organization.name, json.name);
  });

  it('says what is wrong', async () => {
    const { asOwner } = sandboxForTest();
    const json = { name: '', vatNumber: 'x'.repeat(33), anonymityLevel: 'NONE', websiteUrl: '' };
    assert.deepEqual(broken(await asOwner('PATCH', '/organizations/3', { json })), [
      'name: 9ff3fdc4-b214-49db-8718-39c315e33d45',
      'vatNumber: d94b19cc-114f-4f44-9cc4-4138e80a87b9',
      'commercialRegistryNumber: ad32d13f-c3d4-423b-909a-857b961eb720',
      'anonymityLevel: 8e179f1b-97aa-4560-a02f-2a8b42e49df7',
    ]);
    assert.deepEqual(broken(await asOwner('PATCH', '/organizations/3', { json: {} })), [
      'name: ad32d13f-c3d4-423b-909a-857b961eb720',
      'vatNumber: 2fa2158c-2a7f-484b-98aa-975522539ff8',
      'commercialRegistryNumber: ad32d13f-c3d4-423b-909a-857b961eb720',
    ]);
    const typed = { rateCommissionSafeCheckout: '3' };
    assert.equal((await asOwner('PATCH', '/organizations/3', { json: typed })).status, 400);
    assert.equal((await asOwner('PATCH', '/organizations/9', { json: {} })).status, 404);
  });
});
