import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient, parseApiOrigin } from '../../src/api/index.ts';
import { createFileLock } from '../../src/platform/fileLock.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import { createBreadcrumbFiles } from '../../src/rotation/breadcrumbFiles.ts';
import {
  continueRotation,
  type Durability,
  type Outcome,
  type Overlap,
  type Ports,
  startRotation,
} from '../../src/rotation/machine/index.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { median, type Row, table } from './table.ts';

const LATENCY_MS = 50;
const ROUNDS = 7;
/** What a rotation may cost: its five requests, and this much of our own. */
const OWN_MS = 100;
const NOW: Overlap = { kind: 'for', ms: 0, deleteAutomatically: true };

export const title = `Rotating a key of 40, ${LATENCY_MS} ms an answer; allowed are 5 requests and ${5 * LATENCY_MS + OWN_MS} ms`;

/** A window on an account of a sandbox, with files on the disk and a store in memory. */
function worldOf(sandbox: Sandbox, folder: string, durability: Durability): Ports {
  const entries = new Map<string, string>();
  const platform = createNodePlatform(folder);
  return {
    api: createClient({
      origin: parseApiOrigin('https://api.sandbox.example'),
      credential: { kind: 'personalKey', jwt: sandbox.personalKey },
      fetch: async (request) => sandbox.fetch(request as Request),
    }),
    account: { profile: 'sandbox', origin: 'sandbox' },
    store: {
      read: async (key) => entries.get(key),
      write: async (key, value) => void entries.set(key, value),
      remove: async (key) => void entries.delete(key),
    },
    currentSecrets: {
      read: async (identifier) => entries.get(`secret:${identifier}`),
      keep: async (identifier, secret) => void entries.set(`secret:${identifier}`, secret),
      forget: async (identifier) => void entries.delete(`secret:${identifier}`),
    },
    breadcrumbs: createBreadcrumbFiles(platform.files),
    lock: createFileLock(platform),
    clock: platform.clock,
    memory: new Map(),
    openSince: Date.now(),
    loadedAt: Date.now(),
    signsInWith: async () => false,
    durability: () => durability,
    isActive: async () => true,
  };
}

async function last(outcomes: AsyncIterable<Outcome>): Promise<Outcome | undefined> {
  let found: Outcome | undefined;
  for await (const outcome of outcomes) found = outcome;
  return found;
}

/** Rotates a key, with the person having saved a copy or with the store trusted. */
async function rotateOnce(durability: Durability): Promise<{ ms: number; requests: number }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rotation-bench-'));
  try {
    const sandbox = createSandbox({ apiClients: 40, latencyMs: LATENCY_MS });
    const ports = worldOf(sandbox, folder, durability);
    const began = performance.now();
    let end = await last(startRotation(ports, sandbox.credentials.apiClient?.identifier ?? '', { overlap: NOW }));
    if (end?.kind === 'needs' && end.need.kind === 'savedCopy') {
      end = await last(continueRotation(ports, end.rotation.id, { decision: { kind: 'savedCopy' } }));
    }
    if (end?.kind !== 'finished') throw new Error(`The rotation ended as ${end?.kind}.`);
    return { ms: performance.now() - began, requests: sandbox.requests.total };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Measures, and throws when a rotation costs more than it may. */
export async function run(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [what, durability] of [
    ['copy saved by the person', 'memoryOnly'],
    ['store trusted: waits 2 s for its disk', 'durable'],
  ] as const) {
    const times: number[] = [];
    let requests = 0;
    for (let round = 0; round < (durability === 'durable' ? 1 : ROUNDS); round += 1) {
      const measured = await rotateOnce(durability);
      times.push(measured.ms);
      requests = Math.max(requests, measured.requests);
    }
    rows.push({ rotation: what, requests, 'median ms': median(times), 'own ms': median(times) - 5 * LATENCY_MS });
  }
  const [first] = rows;
  if (first?.requests !== 5 || Number(first['own ms']) > OWN_MS) {
    throw new Error(`A rotation costs more than it may: ${JSON.stringify(first)}`);
  }
  return rows;
}

if (process.argv[1] === import.meta.filename) console.log(`${title}\n${table(await run())}`);
