// npm run package: builds the extension and writes the package that users install.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { buildPackage } from './buildPackage.ts';
import { root, vsix } from './paths.ts';

await buildPackage();
const { size } = await stat(vsix);
console.log(`${path.relative(root, vsix)}: ${(size / 1024).toFixed(1)} KB`);
