import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../host/paths.ts';

/** A folder with this project's lint and files that break its rules; gone after each test. */
export class PlantedFolder {
  path = '';

  constructor() {
    beforeEach(async () => {
      this.path = await mkdtemp(path.join(tmpdir(), 'tripartie-lint-'));
    });
    afterEach(() => rm(this.path, { recursive: true, force: true }));
  }

  async plant(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(path.join(this.path, file)), { recursive: true });
    await writeFile(path.join(this.path, file), text);
  }

  /** What each file breaks of some rules: "1 plugin" for the first line. */
  async broken(rules: readonly string[]): Promise<Map<string, string[]>> {
    const biome = path.join(root, 'node_modules/.bin/biome');
    for (const each of ['biome.json', 'test/lint']) {
      await cp(path.join(root, each), path.join(this.path, each), { recursive: true });
    }
    const asked = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json', 'src', 'test'];
    const { stdout } = await promisify(execFile)(biome, asked, { cwd: this.path }).catch((failed) => failed);
    const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(stdout);
    const found = new Map<string, string[]>();
    for (const { category, severity, location } of diagnostics) {
      const rule = category.split('/').at(-1) ?? '';
      if (severity !== 'error' || !rules.includes(rule)) continue;
      found.set(location.path, [...(found.get(location.path) ?? []), `${location.start.line} ${rule}`]);
    }
    return found;
  }
}

interface Diagnostic {
  readonly category: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}
