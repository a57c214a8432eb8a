import assert from 'node:assert/strict';
import { createClient, parseApiOrigin } from '../../../src/api/index.ts';
import { inFolder } from '../../../src/platform/platform.ts';
import { createPorts } from '../../../src/rotation/createPorts.ts';
import {
  continueRotation,
  type Outcome,
  type Overlap,
  type Ports,
  type RotationState,
  startRotation,
} from '../../../src/rotation/machine/index.ts';
import { keysWords, parkedWords, refusalWords, waitWords } from '../../../src/rotation/words.ts';
import { createSandbox } from '../../../src/sandbox/index.ts';
import type { Account } from '../../../src/session/account.ts';
import { DISKS, DiskFaultTable, fastWindow } from '../../helpers/platform/diskFaultTable.ts';

const NOW: Overlap = { kind: 'for', ms: 0, deleteAutomatically: true };

/** The steps of a rotation; the first one is before anything is written. */
const STEPS: readonly ('before' | RotationState)[] = [
  'before',
  'INTENT',
  'CREATED',
  'PROVEN',
  'CURRENT',
  'DURABLE',
  'GONE',
];

/** What a person is told of an outcome. */
function told(outcome: Outcome | undefined): string {
  switch (outcome?.kind) {
    case 'finished':
      return '';
    case 'waits':
      return `${waitWords(outcome)} ${keysWords(outcome.rotation)}`;
    case 'refused':
      return `cannot be rotated, and nothing was changed. ${refusalWords(outcome.reason)}`;
    case 'parked':
      return parkedWords(outcome.reason);
    case 'unreadable':
      return assert.fail('this run has seen how it stands');
    case 'needs':
      return `asks: ${outcome.need.kind}`;
    default:
      return outcome?.kind ?? 'nothing';
  }
}

describe('A rotation on a disk with a fault', function () {
  this.timeout(60_000);
  const table = new DiskFaultTable();
  after(() => table.print('rotations, by the disk of the storage folder'));

  function setting() {
    const sandbox = createSandbox({ users: 1, apiClients: 2 });
    const window = fastWindow();
    const { identifier = '', secret = '' } = sandbox.credentials.apiClient ?? {};
    const entries = new Map<string, string>();
    const secrets = new Map([[identifier, secret]]);
    const client = createClient({
      origin: parseApiOrigin('http://127.0.0.1:8'),
      credential: { kind: 'personalKey', jwt: sandbox.personalKey },
      fetch: async (request) => {
        const response = await sandbox.fetch(request as Request);
        response.headers.set('date', new Date().toUTCString());
        return response;
      },
    });
    const vault = {
      read: async (key: string) => entries.get(key),
      write: async (key: string, value: string) => void entries.set(key, value),
      remove: async (key: string) => void entries.delete(key),
    };
    const kept = {
      readStored: async (key: string) => secrets.get(key),
      keep: async (key: string, value: string) => void secrets.set(key, value),
      forget: async (key: string) => void secrets.delete(key),
    };
    const account = { client, vault, secrets: kept, scope: 'sandbox', durability: 'durable' };
    const memory = { records: new Map(), seen: new Map() };
    const ports: Ports = createPorts(account as unknown as Account, {
      profile: 'acme',
      platform: inFolder(window.platform, 'rotations'),
      memory,
      signsInWith: async () => false,
      isUsedHere: async () => false,
      isActive: async () => true,
    });
    /** Keys that the API takes and whose secret is here. */
    const usable = async () => {
      const { items } = await client.listApiClients();
      const here = items.map(({ identifier: each }) => ({ identifier: each, secret: secrets.get(each) ?? '' }));
      const tried = here.filter((each) => each.secret !== '').map((each) => client.fetchToken(each));
      return (await Promise.allSettled(tried)).filter(({ status }) => status === 'fulfilled').length;
    };
    const breakDisk = (name: string) => DISKS[name]?.break(window.disk, window.memory);
    return { window, identifier, ports, usable, breakDisk, memory };
  }

  async function last(outcomes: AsyncGenerator<Outcome>, onStep?: (state: string | undefined) => void) {
    let outcome: Outcome | undefined;
    for await (const each of outcomes) {
      outcome = each;
      onStep?.('rotation' in each ? each.rotation.state : undefined);
    }
    return outcome;
  }

  for (const [name, { works }] of Object.entries(DISKS)) {
    for (const step of STEPS) {
      it(`${name}, from ${step} on: ends in words about the keys, and loses none`, async () => {
        const { identifier, ports, usable, breakDisk, window } = setting();
        let isBroken = step === 'before';
        if (isBroken) breakDisk(name);
        let outcome: Outcome | undefined;
        let id: string | undefined;
        const begun = () =>
          last(startRotation(ports, identifier, { overlap: NOW }), (state) => {
            if (!isBroken && state === step) {
              isBroken = true;
              breakDisk(name);
            }
          });
        const words = await table.try(name, `rotate from ${step}`, async () => {
          outcome = await begun();
          return told(outcome);
        });
        if (outcome && 'rotation' in outcome) id = outcome.rotation.id;
        assert.ok((await usable()) >= 1, 'no key is usable');
        if (works) {
          assert.equal(outcome?.kind, 'finished', words);
          return;
        }
        if (step === 'before') assert.equal(outcome?.kind, 'refused', words);
        // A disk that works again lets it go on, as far as it was written down.
        window.disk.heal();
        if (name === 'no folder can be made') await window.memory.remove('/storage');
        if (id === undefined) return;
        const healed = await last(continueRotation(ports, id));
        assert.ok((await usable()) >= 1);
        assert.notEqual(healed?.kind, 'unreadable');
      });
    }
  }
});
