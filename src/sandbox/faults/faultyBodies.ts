import type { ServerResponse } from 'node:http';

type Bytes = Uint8Array<ArrayBuffer>;
type Head = { status: number; headers: Headers };

const CHUNK_BYTES = 65_536;
const broken = new WeakSet<Response>();

/** An answer that promises all its bytes and ends after some. Read in memory, its body fails as a broken one does. */
export function truncated(bytes: Bytes, kept: number | undefined, { status, headers }: Head): Response {
  headers.set('Content-Length', String(bytes.length));
  const part = bytes.slice(0, kept ?? Math.floor(bytes.length / 2));
  const body = new ReadableStream<Bytes>(
    {
      start: (controller) => {
        if (part.length > 0) controller.enqueue(part);
      },
      // Asked for more than there is. An error at the start would take back what lies ready.
      pull: (controller) => controller.error(new TypeError('terminated', { cause: new Error('other side closed') })),
    },
    { highWaterMark: 0 },
  );
  const response = new Response(body, { status, headers });
  broken.add(response);
  return response;
}

/** A body that comes a byte at a time, with so many milliseconds before each. */
export function dripping(bytes: Bytes, intervalMs: number): ReadableStream<Bytes> {
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new ReadableStream<Bytes>({
    pull: (controller) =>
      new Promise((resolve) => {
        timer = setTimeout(() => {
          if (at < bytes.length) controller.enqueue(bytes.slice(at, ++at));
          else controller.close();
          resolve();
        }, intervalMs);
      }),
    cancel: () => clearTimeout(timer),
  });
}

/** A body followed by blanks, to so many bytes in all, made while it is read. */
export function oversized(bytes: Bytes, size: number): ReadableStream<Bytes> {
  let left = size - bytes.length;
  return new ReadableStream<Bytes>({
    start: (controller) => controller.enqueue(bytes),
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(new Uint8Array(Math.min(CHUNK_BYTES, left)).fill(0x20));
      left -= CHUNK_BYTES;
    },
  });
}

/** Whether a body is one that breaks off: a server must then break the connection. */
export function breaksOff(response: Response): boolean {
  return broken.has(response);
}

/** Sends what there is of a body that breaks off, and then breaks the connection. */
export async function sendBroken(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  const first = await response.body
    ?.getReader()
    .read()
    .catch(() => undefined);
  await new Promise((resolve) => outgoing.write(first?.value ?? '', resolve));
  outgoing.destroy();
}
