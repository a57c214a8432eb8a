// npm run package: builds the extension and writes the package that users install. --quick makes a larger one sooner.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from './buildPackage.ts';
import { root, vsix } from './paths.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean' } } });
await buildPackage({ small: !values.quick });
const { size } = await stat(vsix);
console.log(`${path.relative(root, vsix)}: ${(size / 1024).toFixed(1)} KB`);
