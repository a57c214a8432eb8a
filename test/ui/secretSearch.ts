import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../host/workbench.ts';

/** Secrets by what they are called in the result of a search, which repeats none of them. */
export type Secrets = Readonly<Record<string, string>>;

/** Something that was kept or shown, byte by byte. */
interface Find {
  readonly place: string;
  readonly bytes: Buffer;
}

/**
 * Where secrets are that should be nowhere: "password in the page". Looks at every file of the server's data directory
 * (logs, state, settings, what extensions keep), its output, the console, and in each frame of the window at the page,
 * its fields, and everything the browser keeps for it.
 */
export async function findSecrets(vscode: Workbench, secrets: Secrets): Promise<string[]> {
  const places = [
    ...(await files(vscode.server.dataDirectory)),
    { place: 'the server’s output', bytes: Buffer.from(vscode.server.output()) },
    { place: 'the console', bytes: Buffer.from(vscode.console.map(({ text }) => text).join('\n')) },
    { place: 'the address', bytes: Buffer.from(vscode.page.url()) },
    { place: 'the cookies', bytes: Buffer.from(JSON.stringify(await vscode.page.context().cookies())) },
    ...(await Promise.all(vscode.page.frames().map(kept))).flat(),
  ];
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const forms = formsOf(secret);
    const found = places.filter(({ bytes }) => forms.some((form) => bytes.includes(form)));
    return found.map(({ place }) => `${name} in ${place}`);
  });
}

/** A secret as it may be written: as it is, in an address, in JSON, in base64, each in UTF-8 and UTF-16. */
function formsOf(secret: string): Buffer[] {
  const once = encodeURIComponent(secret);
  const wide = Buffer.from(secret, 'utf16le');
  const texts = new Set([
    ...[secret, once, encodeURIComponent(once), JSON.stringify(secret).slice(1, -1)],
    ...base64Of(Buffer.from(secret)),
    ...base64Of(wide),
    ...base64Of(Buffer.from(wide).swap16()),
  ]);
  return [...texts].flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
  ]);
}

/** What base64 makes of bytes in the midst of others depends on where they start: the characters that are sure. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url');
    const sure = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    return [sure, sure.replaceAll('-', '+').replaceAll('_', '/')];
  });
}

async function files(folder: string): Promise<Find[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Promise.all(
    entries.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      // A file that went away in between holds nothing.
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      return { place: path.relative(folder, file), bytes };
    }),
  );
}

async function kept(frame: Frame): Promise<Find[]> {
  // A frame that went away in between shows nothing; the window itself does not go away.
  const found = await frame.evaluate(readFrame).catch((error: unknown) => {
    if (frame.parentFrame() === null) throw error;
    return [];
  });
  return found.map(({ place, base64 }) => ({
    place: `${place} of ${frame.parentFrame() === null ? 'the window' : 'a webview'}`,
    bytes: Buffer.from(base64, 'base64'),
  }));
}

/** Runs in the page. Values of databases may be bytes, as the editor's own files are: they are read as such. */
async function readFrame(): Promise<{ place: string; base64: string }[]> {
  const chunks: { place: string; base64: string }[] = [];
  const addBytes = (place: string, bytes: Uint8Array) => {
    let binary = '';
    for (let start = 0; start < bytes.length; start += 8192) {
      binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
    }
    chunks.push({ place, base64: btoa(binary) });
  };
  const add = (place: string, text: string) => addBytes(place, new TextEncoder().encode(text));
  const addValue = (place: string, value: unknown): void => {
    if (typeof value === 'string') add(place, value);
    else if (value instanceof ArrayBuffer) addBytes(place, new Uint8Array(value));
    else if (ArrayBuffer.isView(value)) {
      addBytes(place, new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    } else if (value instanceof Map || value instanceof Set || Array.isArray(value)) {
      for (const each of value) addValue(place, each);
    } else if (typeof value === 'object' && value !== null) {
      for (const each of Object.entries(value)) addValue(place, each);
    }
  };
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  add('the page', document.documentElement.outerHTML);
  add('the address', location.href);
  for (const field of document.querySelectorAll('input, textarea')) {
    add('a field', (field as HTMLInputElement).value);
  }
  for (const [place, storage] of Object.entries({ localStorage, sessionStorage })) {
    for (const entry of Object.entries({ ...storage })) addValue(place, entry);
  }
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name ?? ''));
    for (const store of database.objectStoreNames) {
      const reading = database.transaction(store).objectStore(store);
      const place = `IndexedDB ${name}/${store}`;
      addValue(place, await settled(reading.getAllKeys()));
      addValue(place, await settled(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return chunks;
}
