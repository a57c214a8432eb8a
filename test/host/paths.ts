import path from 'node:path';

/** The repository's root. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Where VS Code servers and everything else that a test run downloads is kept; ignored by git. */
export const cache = path.join(root, '.vscode-test');

/** The built package, as `npm run package` writes it. */
export const vsix = path.join(root, 'dist/tripartie-account.vsix');

/** The extension's identifier in VS Code. */
export const extensionId = 'tripartie-community.tripartie-account';
