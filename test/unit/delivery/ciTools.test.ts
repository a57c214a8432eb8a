import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type CiSecret,
  installedTools,
  isSignedIn,
  setSecret,
  tells,
  toolsFor,
} from '../../../src/delivery/ciTools.ts';
import { openPrograms } from '../../../src/platform/openPrograms.ts';
import type { Programs } from '../../../src/platform/programs.ts';

const SECRET = 'sandbox_secret_for_ci';

/** A call of a program: its arguments, and what it read. */
interface Call {
  readonly args: readonly string[];
  readonly input: string;
}

describe('A secret of a repository', () => {
  let folder: string;
  let programs: Programs;
  const { PATH } = process.env;

  /** Puts a program on the PATH that notes how it is called. @param script how it ends then */
  async function put(name: string, script: string): Promise<void> {
    const note = `const { appendFileSync, readFileSync } = require('node:fs');
      const args = process.argv.slice(2), input = readFileSync(0, 'utf8');
      appendFileSync(${JSON.stringify(path.join(folder, `${name}.calls`))}, JSON.stringify({ args, input }) + '\\n');`;
    await writeFile(path.join(folder, name), `#!${process.execPath}\n${note}\n${script}\n`);
    await chmod(path.join(folder, name), 0o755);
  }
  async function calls(name: string): Promise<Call[]> {
    const text = await readFile(path.join(folder, `${name}.calls`), 'utf8');
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tripartie-ci-'));
    process.env.PATH = folder;
    programs = await openPrograms([]);
  });
  afterEach(async () => {
    process.env.PATH = PATH;
    await rm(folder, { recursive: true });
  });

  const secret: CiSecret = {
    repository: { host: 'github.com', path: 'owner/name' },
    environment: undefined,
    name: 'SHOP_SECRET',
    value: SECRET,
  };

  it('is set by what is installed', async () => {
    assert.deepEqual(await installedTools(programs), []);
    await put('glab', '');
    assert.deepEqual(await installedTools(programs), ['glab']);
    await put('gh', 'process.exit(1)');
    assert.deepEqual(await installedTools(programs), ['gh', 'glab']);
  });

  it('is set by who is in charge of its host', () => {
    const of = (host: string) => toolsFor({ host, path: 'a/b' });
    assert.deepEqual([of('github.com'), of('shop.ghe.com')], [['gh'], ['gh']]);
    assert.deepEqual(
      [of('gitlab.com'), of('gitlab.example.com'), of('my-gitlab.example.com')],
      [['glab'], ['glab'], ['glab']],
    );
    assert.deepEqual(of('git.example.com'), ['gh', 'glab']);
  });

  it('is set where the person is signed in', async () => {
    await put('gh', 'process.exit(args.includes("--hostname=github.com") ? 0 : 1)');
    assert.equal(await isSignedIn(programs, 'gh', secret.repository), 'yes');
    assert.equal(await isSignedIn(programs, 'gh', { host: 'git.example.com', path: 'a/b' }), 'no');
    assert.equal(await isSignedIn(programs, 'glab', secret.repository), 'silent');
  });

  it('goes to GitHub on the standard input of gh, for a repository or one environment', async () => {
    await put('gh', '');
    assert.deepEqual(await setSecret(programs, 'gh', secret), { kind: 'ended', code: 0, said: '' });
    await setSecret(programs, 'gh', { ...secret, environment: '--body=x' });
    const args = ['secret', 'set', 'SHOP_SECRET', '--repo=github.com/owner/name'];
    assert.deepEqual(await calls('gh'), [
      { args, input: SECRET },
      { args: [...args, '--env=--body=x'], input: SECRET },
    ]);
  });

  const gitlab = { ...secret, repository: { host: 'git.example.com', path: 'group/sub/name' } };
  const variables = 'projects/group%2Fsub%2Fname/variables';
  const json = ['--header=Content-Type: application/json', '--input=-'];

  it('goes to GitLab on the standard input of glab; one that is there keeps its other settings', async () => {
    await put('glab', '');
    assert.deepEqual(await setSecret(programs, 'glab', { ...gitlab, environment: 'prod/eu' }), {
      kind: 'ended',
      code: 0,
      said: '',
    });
    const one = `${variables}/SHOP_SECRET?filter[environment_scope]=prod%2Feu`;
    assert.deepEqual(await calls('glab'), [
      { args: ['api', one, '--hostname=git.example.com', '--method=GET'], input: '' },
      {
        args: ['api', one, '--hostname=git.example.com', '--method=PUT', ...json],
        input: JSON.stringify({ value: SECRET }),
      },
    ]);
  });

  it('is masked where it is new', async () => {
    await put('glab', 'process.exit(args.includes("--method=GET") ? 1 : 0)');
    await setSecret(programs, 'glab', gitlab);
    const [, made] = await calls('glab');
    assert.deepEqual(made?.args, ['api', variables, '--hostname=git.example.com', '--method=POST', ...json]);
    assert.deepEqual(JSON.parse(made?.input ?? ''), {
      key: 'SHOP_SECRET',
      value: SECRET,
      masked: true,
      raw: true,
      environment_scope: '*',
    });
  });

  it('is not repeated, in whatever part a program tells it', () => {
    for (const said of [
      SECRET,
      `body: {"value":"${SECRET}"}`,
      SECRET.slice(9),
      SECRET.slice(0, -9),
      SECRET.slice(4, 12),
    ]) {
      assert.equal(tells(`HTTP 422 ${said}`, SECRET), true, said);
    }
    assert.equal(tells('HTTP 422: secret is not allowed', SECRET), false);
    assert.equal(tells('short', 'ort'), true);
  });

  it('is in no argument, whatever became of it', async () => {
    for (const script of ['', 'process.exit(1)', 'console.error("HTTP 422"); process.exit(1)']) {
      await put('gh', script);
      await put('glab', script);
      await setSecret(programs, 'gh', secret);
      await setSecret(programs, 'glab', gitlab);
    }
    for (const { args } of [...(await calls('gh')), ...(await calls('glab'))]) {
      assert.ok(!args.join().includes(SECRET));
    }
    assert.deepEqual(await setSecret(programs, 'gh', secret), { kind: 'ended', code: 1, said: 'HTTP 422\n' });
    await rm(path.join(folder, 'glab'));
    assert.deepEqual(await setSecret(programs, 'glab', gitlab), { kind: 'absent' });
  });
});
