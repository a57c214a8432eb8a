import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Standing } from '../../src/session/standing.ts';
import { workspaceFolder } from './workspaceFolder.ts';

/** What a file has before a key is put there. */
export const BEFORE = 'A=1\n';

/** A folder with repositories in it, made by the real git. */
export class Layout {
  readonly folder = realpathSync(mkdtempSync(path.join(workspaceFolder().uri.fsPath, 'layout-')));

  git(at: string, ...args: string[]): string {
    const settings = ['user.name=a', 'user.email=a@a.example', 'protocol.file.allow=always', 'init.defaultBranch=main'];
    const flags = settings.flatMap((each) => ['-c', each]);
    return execFileSync('git', ['-C', this.path(at), ...flags, ...args], { encoding: 'utf8', stdio: 'pipe' });
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  put(name: string, text: string): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** A repository with these files, all of them committed, although they may be ignored. */
  repository(at: string, tracked: Readonly<Record<string, string>>): void {
    mkdirSync(this.path(at), { recursive: true });
    this.git(at, 'init', '-q');
    for (const [name, text] of Object.entries(tracked)) this.put(path.join(at, name), text);
    this.git(at, 'add', '-f', '.');
    this.git(at, 'commit', '-q', '--allow-empty', '-m', 'first');
  }
}

/** What a folder is made of, where the file is, and what git says. */
export interface Case {
  readonly what: string;
  readonly file: string;
  readonly standing: Standing;
  make(layout: Layout): void;
}

/** The folders in which git, or another program like it, has a say in a file, and one in which none has. */
export const CASES: Case[] = [
  {
    what: 'in no repository',
    file: 'app/.env',
    standing: 'noRepository',
    make: (layout) => layout.put('app/.env', BEFORE),
  },
  {
    what: 'tracked',
    file: '.env',
    standing: 'tracked',
    make: (layout) => layout.repository('.', { '.env': BEFORE }),
  },
  {
    what: 'tracked and ignored',
    file: '.env',
    standing: 'tracked',
    make: (layout) => layout.repository('.', { '.env': BEFORE, '.gitignore': '.env\n' }),
  },
  {
    what: 'ignored',
    file: 'app/.env',
    standing: 'ignored',
    make(layout) {
      layout.repository('.', { '.gitignore': '.env\n' });
      layout.put('app/.env', BEFORE);
    },
  },
  {
    what: 'not ignored',
    file: '.env',
    standing: 'exposed',
    make(layout) {
      layout.repository('.', { README: '' });
      layout.put('.env', BEFORE);
    },
  },
  {
    what: 'ignored by one rule and taken back by the next',
    file: '.env',
    standing: 'exposed',
    make(layout) {
      layout.repository('.', { '.gitignore': '.env\n!.env\n' });
      layout.put('.env', BEFORE);
    },
  },
  {
    what: 'tracked in a repository inside of one that ignores it',
    file: 'inner/.env',
    standing: 'tracked',
    make(layout) {
      layout.repository('.', { '.gitignore': 'inner/\n' });
      layout.repository('inner', { '.env': BEFORE });
    },
  },
  {
    what: 'tracked in a submodule',
    file: 'outer/module/.env',
    standing: 'tracked',
    make(layout) {
      layout.repository('origin', { '.env': BEFORE });
      layout.repository('outer', { '.gitignore': '.env\n' });
      layout.git('outer', 'submodule', '--quiet', 'add', layout.path('origin'), 'module');
    },
  },
  {
    what: 'ignored in a submodule',
    file: 'outer/module/.env',
    standing: 'ignored',
    make(layout) {
      layout.repository('origin', { '.gitignore': '.env\n' });
      layout.repository('outer', {});
      layout.git('outer', 'submodule', '--quiet', 'add', layout.path('origin'), 'module');
      layout.put('outer/module/.env', BEFORE);
    },
  },
  {
    what: 'tracked in a worktree',
    file: 'tree/.env',
    standing: 'tracked',
    make(layout) {
      layout.repository('main', { '.env': BEFORE, '.gitignore': '.env\n' });
      layout.git('main', 'worktree', 'add', '-q', layout.path('tree'));
    },
  },
  {
    what: 'new in a worktree, and ignored there',
    file: 'tree/.env',
    standing: 'ignored',
    make(layout) {
      layout.repository('main', { '.gitignore': '.env\n' });
      layout.git('main', 'worktree', 'add', '-q', layout.path('tree'));
    },
  },
  {
    what: 'new, and another one is tracked whose name differs in case only',
    file: '.env',
    standing: 'tracked',
    make: (layout) => layout.repository('.', { '.ENV': BEFORE, '.gitignore': '.env\n' }),
  },
  {
    what: 'a link to one that is tracked',
    file: '.env',
    standing: 'tracked',
    make(layout) {
      layout.repository('.', { 'config/shared': BEFORE, '.gitignore': '.env\n' });
      symlinkSync('config/shared', layout.path('.env'));
    },
  },
  {
    what: 'tracked in a folder whose name looks like a pattern',
    file: '[slug]/.env',
    standing: 'tracked',
    make: (layout) => layout.repository('.', { '[slug]/.env': BEFORE, '.gitignore': '.env\n' }),
  },
  {
    what: 'in a repository that git cannot read',
    file: '.env',
    standing: 'unknown',
    make(layout) {
      layout.put('.git', 'gitdir: /nowhere\n');
      layout.put('.env', BEFORE);
    },
  },
];

for (const other of ['.jj', '.hg', '.sl', '.svn']) {
  CASES.push({
    what: `in what another program keeps, ${other}`,
    file: 'app/.env',
    standing: 'unknown',
    make(layout) {
      layout.put(`${other}/store`, '');
      layout.put('app/.env', BEFORE);
    },
  });
}
