import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench.ts';
import { findSecrets } from './secretSearch.ts';

/** Where a secret is, apart from the files of the folder: in VS Code, and in git. Nobody is told the secret here. */
export async function copiesOf(secret: string, vscode: Workbench, folder: string): Promise<string[]> {
  const names = await readdir(path.join(folder, '.git'), { recursive: true, withFileTypes: true });
  const inGit = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const bytes = await readFile(path.join(parentPath, name));
        return bytes.includes(secret) ? [`.git: ${name}`] : [];
      }),
  );
  return [...(await findSecrets(vscode, { 'the secret': secret })), ...inGit.flat()];
}
