// The mocha runner of Stryker 10 asks for parts of mocha without their file extension, which mocha 12 made `.cjs`.
// To be dropped, and named in the configuration itself again, with a release of the runner that knows both.
import { createRequire } from 'node:module';

const { extensions } = createRequire(import.meta.url);
extensions['.cjs'] = extensions['.js'];

export const { strykerPlugins, strykerValidationSchema } = await import('@stryker-mutator/mocha-runner');
