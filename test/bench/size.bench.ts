import { readFile } from 'node:fs/promises';
import { buildPackage } from '../host/buildPackage.ts';
import { mainBundle } from '../host/mainBundle.ts';
import { vsix } from '../host/paths.ts';
import { readZip, sizeWithoutPictures } from '../host/zip.ts';
import { atMost, type Row } from './table.ts';

const KB = 1024;

export const title = 'Sizes, in bytes';

/** What a user downloads, and what activation reads of it. */
export async function run(): Promise<Row[]> {
  await buildPackage();
  const archive = await readFile(vsix);
  const files = readZip(archive);
  const dist = 'extension/dist/';
  const bundle = mainBundle((file) => files.get(dist + file)?.toString('utf8') ?? '');
  const sizeOf = (sizes: Iterable<number>) => [...sizes].reduce((sum, size) => sum + size, 0);
  const scripts = [...files].filter(([name]) => name.startsWith(dist)).map(([, bytes]) => bytes.length);
  const read = sizeOf(bundle.values());
  const withoutPictures = sizeWithoutPictures(archive);
  const page = files.get(`${dist}health/page.js`)?.length ?? Number.NaN;
  return [
    { what: 'package', size: archive.length },
    { what: 'package without its pictures', size: withoutPictures, ...atMost(250 * KB, withoutPictures) },
    { what: 'script of the health page', size: page, ...atMost(12 * KB, page) },
    { what: 'read on activation', size: read, ...atMost(60 * KB, read) },
    { what: 'all scripts', size: sizeOf(scripts) },
  ];
}
