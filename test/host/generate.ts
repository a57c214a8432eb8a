// npm run generate: what is derived from other files – the types of the contract, package.json's `contributes`, the
// schema of tripartie.json, and the table of Han characters that are one to a search.
// --check writes nothing and fails where a file is not what would be written.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { contributions } from '../../src/contributes/manifest.ts';
import { PROJECT_SCHEMA, SCHEMA_FILE } from '../../src/contributes/projectSchema.ts';
import { run } from './commands.ts';
import { hanTable } from './hanVariants.ts';
import { root } from './paths.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

async function generateTypes(): Promise<void> {
  const flags = ['src/api/openapi.json', '--output', 'src/api/schema.d.ts', ...(values.check ? ['--check'] : [])];
  await run('openapi-typescript', flags, { cwd: root });
}

async function generateManifest(): Promise<void> {
  const file = path.join(root, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  // What JSON leaves out, such as `undefined`, is left out here too.
  const contributes = JSON.parse(JSON.stringify(contributions()));
  if (isDeepStrictEqual(manifest.contributes, contributes)) return;
  if (values.check)
    throw new Error('package.json: `contributes` is not what src/contributes says. Run npm run generate.');
  await writeFile(file, `${JSON.stringify({ ...manifest, contributes }, undefined, 2)}\n`);
  await run('biome', ['format', '--write', 'package.json'], { cwd: root });
}

async function generateSchema(): Promise<void> {
  // On one line: it is read by editors, and counts in the package.
  await generateText(SCHEMA_FILE, `${JSON.stringify(PROJECT_SCHEMA)}\n`);
}

async function generateHanTable(): Promise<void> {
  await generateText('src/directory/hanTable.ts', await hanTable());
}

async function generateText(name: string, text: string): Promise<void> {
  const file = path.join(root, name);
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) return;
  if (values.check) throw new Error(`${name} is not what it is made from. Run npm run generate.`);
  await writeFile(file, text);
}

await generateTypes();
await generateManifest();
await generateSchema();
await generateHanTable();
