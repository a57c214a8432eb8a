import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient, parseApiOrigin, type TripartieClient } from '../../src/api/index.ts';
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
import { atMost, type Row } from './table.ts';

const LATENCY_MS = 50;
const ROUNDS = 7;
const REQUESTS = 5;
/** How many times as long as its requests by themselves a rotation may take. */
const RATIO = 1.4;
const NOW: Overlap = { kind: 'for', ms: 0, deleteAutomatically: true };

export const title = `Rotating a key of 40, ${LATENCY_MS} ms an answer`;

function clientOf(sandbox: Sandbox): TripartieClient {
  return createClient({
    origin: parseApiOrigin('https://api.sandbox.example'),
    credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    fetch: async (request) => sandbox.fetch(request as Request),
  });
}

/** A window on an account of a sandbox, with files on the disk and a store in memory. */
function portsOf(sandbox: Sandbox, folder: string, durability: Durability): Ports {
  const entries = new Map<string, string>();
  const platform = createNodePlatform(folder);
  return {
    api: clientOf(sandbox),
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
    seen: new Map(),
    loadedAt: Date.now(),
    signsInWith: async () => false,
    isUsedHere: async () => false,
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
    const ports = portsOf(sandbox, folder, durability);
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

/** What as many requests as a rotation needs take by themselves, in milliseconds. */
async function requestsAlone(): Promise<number> {
  const sandbox = createSandbox({ apiClients: 40, latencyMs: LATENCY_MS });
  const client = clientOf(sandbox);
  const began = performance.now();
  for (let request = 0; request < REQUESTS; request += 1) await client.listApiClients();
  return performance.now() - began;
}

/** Measures both in turn. */
export async function run(): Promise<Row[]> {
  const alone: number[] = [];
  const saved: { ms: number; requests: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await requestsAlone());
    saved.push(await rotateOnce('memoryOnly'));
  }
  const trusted = await rotateOnce('durable');
  const requests = Math.max(...saved.map((each) => each.requests));
  const [quickest, quickestAlone] = [Math.min(...saved.map(({ ms }) => ms)), Math.min(...alone)];
  const ratio = quickest / quickestAlone;
  return [
    { what: `${REQUESTS} requests by themselves, quickest, ms`, figure: quickestAlone },
    { what: 'rotation, copy saved by the person, quickest, ms', figure: quickest },
    { what: 'its requests', figure: requests, ...atMost(REQUESTS, requests) },
    { what: 'rotation / its requests by themselves', figure: ratio, ...atMost(RATIO, ratio) },
    { what: 'rotation, store trusted: waits 2 s for its disk, ms', figure: trusted.ms },
  ];
}
