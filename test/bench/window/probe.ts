import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** The extension that measures; it listens on the socket that `BENCH_PROBE` names. */
export const probeExtension = path.join(import.meta.dirname, 'probe');

/** How long others had to wait for their turn in the extension host at most, in milliseconds. */
export interface Longest {
  readonly wall: number;
  /** The same by the processor time of the thread alone. */
  readonly own: number;
}

/** The longest block of the extension host since this was asked for last. */
export async function longestBlock(socketPath: string): Promise<Longest> {
  const socket = connect(socketPath);
  await once(socket, 'connect');
  return JSON.parse(await text(socket)) as Longest;
}
