import { timingSafeEqual } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Handed, Handover, HandoverEnd } from '../handover.ts';
import { randomToken } from '../randomness.ts';
import { TICKET, ticketText } from './ticket.ts';

/** Longest time that a program may take until it is started, in milliseconds: its task may ask the person something first. */
const START_MS = 600_000;

/** Where the socket is, and what is to be removed with it. */
interface Place {
  readonly address: string;
  remove(): Promise<void>;
}

/** See `openHandover` of `../openHandover.ts`. @param system as `process.platform` names it */
export async function openHandover(handed: Handed, system: string = process.platform): Promise<Handover> {
  const token = randomToken(32);
  const place = await placeFor(system);
  const server = createServer();
  let settle: (how: HandoverEnd) => void;
  const ended = new Promise<HandoverEnd>((resolve) => {
    settle = resolve;
  });
  let visitor: Socket | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const end = (how: HandoverEnd) => {
    isOver = true;
    clearTimeout(timer);
    server.close();
    visitor?.destroy();
    settle(how);
    void place.remove();
  };
  const endIn = (ms: number) => {
    if (isOver) return;
    clearTimeout(timer);
    timer = setTimeout(end, ms, 'notAsked').unref();
  };
  server.once('connection', (socket) => {
    visitor = socket;
    server.close();
    serve(socket, token, JSON.stringify(handed), (isTaken) => end(isTaken ? 'taken' : 'refused'));
  });
  try {
    await listen(server, place.address);
  } catch (error) {
    await place.remove();
    throw error;
  }
  endIn(START_MS);
  const ticket = { [TICKET]: ticketText({ token, address: place.address }), ELECTRON_RUN_AS_NODE: '1' };
  return { node: process.execPath, ticket, ended, endIn };
}

/** A folder that only this person can enter; named pipes of Windows can be written to by their maker alone. */
async function placeFor(system: string): Promise<Place> {
  if (system === 'win32') {
    return { address: `\\\\.\\pipe\\tripartie-${randomToken(16)}`, remove: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'tripartie-'));
  return { address: join(folder, 's'), remove: () => rm(folder, { recursive: true, force: true }) };
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // One that comes later is of a single connection, for which the time is over then.
    server.on('error', reject);
    server.listen(address, resolve);
  });
}

/** Gives the text to whoever says the token, and to nobody else. Calls back once, when the other side is gone. */
function serve(socket: Socket, token: string, text: string, done: (isTaken: boolean) => void): void {
  const expected = Buffer.from(`${token}\n`);
  let said = Buffer.alloc(0);
  let isTold = false;
  let isTaken = false;
  socket.on('data', (bytes) => {
    said = Buffer.concat([said, bytes]);
    if (isTold || said.length < expected.length) return;
    if (said.length > expected.length || !timingSafeEqual(said, expected)) return void socket.destroy();
    isTold = true;
    socket.end(text);
  });
  // The other side ends its half only when it has read all of ours.
  socket.on('end', () => {
    isTaken = isTold;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => done(isTaken));
}
