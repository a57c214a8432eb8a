import assert from 'node:assert/strict';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { root } from '../../host/paths.ts';
import { PlantedFolder } from './plantedFolder.ts';

/** Lines that reach the machine by another way than its door, and the rule that says so. */
const NODE: readonly (readonly [line: string, rule: string])[] = [
  ["import { rm } from 'node:fs/promises';", 'noRestrictedImports'],
  ["import type { Stats } from 'node:fs';", 'noRestrictedImports'],
  ["export { join } from 'node:path';", 'noRestrictedImports'],
  ["export const lazy = () => import('node:os');", 'noRestrictedImports'],
];
const GLOBALS: typeof NODE = [
  ['export const home = process.env.HOME;', 'noRestrictedGlobals'],
  ['export const elapsed = performance.now();', 'noRestrictedGlobals'],
  ['export const id = crypto.randomUUID();', 'noRestrictedGlobals'],
  ["export const bytes = Buffer.from('text');", 'noRestrictedGlobals'],
  ['export const around = globalThis.process.env.HOME;', 'plugin'],
  ['export const now = Date.now();', 'plugin'],
  ['export const handed = Date.now;', 'plugin'],
  ['export const date = new Date();', 'plugin'],
  ['export const { now: taken } = Date;', 'plugin'],
];

/** Lines that are as they should be. */
const RIGHT = [
  'export const then = new Date(0).getTime() + Date.parse("2026-01-01") + Date.UTC(2026);',
  'export const asked = fetch("http://127.0.0.1:9");',
  'export const named = { process: 1, performance: 2, now: 3 };',
];

const EVERY = [...NODE, ...GLOBALS, ...RIGHT.map((line) => [line, 'none'] as const)];

describe('Lint at the door to the machine', () => {
  const folder = new PlantedFolder();

  it('lets nothing through but what is in its own rooms', async () => {
    const text = EVERY.map(([line]) => line).join('\n');
    const places = ['users/planted', 'api/planted', 'rotation/machine/planted', 'extension', 'planted'];
    for (const place of [...places, 'platform/planted', 'platform/node/planted', 'sandbox/planted']) {
      await folder.plant(`src/${place}.ts`, text);
    }
    await folder.plant('test/planted.ts', text);
    const found = await folder.broken(EVERY.map(([, rule]) => rule));
    const lines = (rules: typeof NODE) => rules.map((each) => `${EVERY.indexOf(each) + 1} ${each[1]}`);
    for (const place of places) {
      assert.deepEqual(found.get(`src/${place}.ts`)?.sort(), lines([...NODE, ...GLOBALS]).sort(), place);
    }
    assert.deepEqual(found.get('src/platform/planted.ts')?.sort(), lines(NODE).sort());
    assert.equal(found.size, places.length + 1, [...found.keys()].join(', '));
  });

  /** What the rules of the rooms say of files that import each other. */
  async function rulesBroken(files: Record<string, string>): Promise<string[]> {
    for (const [file, text] of Object.entries(files)) await folder.plant(file, text);
    await folder.plant('tsconfig.json', '{"compilerOptions":{"allowImportingTsExtensions":true,"noEmit":true}}');
    const options = await extractDepcruiseOptions(path.join(root, '.dependency-cruiser.mjs'));
    const { output } = await cruise(['src'], { ...options, baseDir: folder.path });
    return (output as ICruiseResult).summary.violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`);
  }

  it('is opened for Node where the extension starts, and nowhere else', async () => {
    const door = "import '../platform/node/platform.ts';\n";
    const found = await rulesBroken({
      'src/platform/node/platform.ts': "import '../files.ts';\n",
      'src/platform/files.ts': "import '../ui/words.ts';\n",
      'src/platform/clock.ts': 'export {};\n',
      'src/ui/words.ts': 'export {};\n',
      'src/extension.ts': "import './platform/node/platform.ts';\n",
      'src/session/session.ts': door,
      'src/api/client.ts': "import '../platform/clock.ts';\nimport '../platform/files.ts';\n",
      'src/directory/index.ts': door,
    });
    assert.deepEqual(found.sort(), [
      'src/api/client.ts → src/platform/files.ts: api-imports-no-other-room',
      'src/directory/index.ts → src/platform/node/platform.ts: node-behind-the-door',
      'src/platform/files.ts → src/ui/words.ts: platform-below-all',
      'src/session/session.ts → src/platform/node/platform.ts: node-behind-the-door',
    ]);
  });
});
