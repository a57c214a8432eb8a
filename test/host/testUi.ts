// npm run test:ui: builds the package, and drives it in the whole workbench, one file at a time: two workbenches on two
// cores hold each other up. Words after it pick files by their names: `npm run test:ui -- smoke`.
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { buildPackage } from './buildPackage.ts';
import { projectEnv } from './commands.ts';
import { spawnGroup } from './lifetime.ts';
import { root } from './paths.ts';

const suffix = '.test.ts';
const names = readdirSync(`${root}/test/ui`)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`No such tests: ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
const chosen = names.filter((name) => wanted.length === 0 || wanted.includes(name));

await buildPackage();
const files = chosen.map((name) => `test/ui/${name}${suffix}`);
const { child } = spawnGroup('mocha', ['--config', 'test/ui/.mocharc.json', ...files], {
  cwd: root,
  env: projectEnv(),
  stdio: 'inherit',
});
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
