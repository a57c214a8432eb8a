import type { ProgramEnd, Programs } from '../platform/programs.ts';
import type { Repository } from './repository.ts';

/** A program that the person is signed in with at a host of repositories. */
export type CiTool = 'gh' | 'glab';

/** What each is, and where it comes from. */
export const CI_TOOLS: Readonly<Record<CiTool, { readonly of: string; readonly from: string }>> = {
  gh: { of: 'GitHub', from: 'cli.github.com' },
  glab: { of: 'GitLab', from: 'gitlab.com/gitlab-org/cli' },
};

/** Those that are installed. */
export async function installedTools({ run }: Programs): Promise<CiTool[]> {
  const tools = Object.keys(CI_TOOLS) as CiTool[];
  const ends = await Promise.all(tools.map((tool) => run(tool, ['--version'])));
  return tools.filter((_, index) => ends[index]?.kind !== 'absent');
}

/** Fewest characters in a row that are no accident. */
const PART = 8;

/** Whether a program's words repeat what it was given, or a part of that: they were cut, or it has escaped something. */
export function tells(said: string, secret: string): boolean {
  const parts = Array.from({ length: Math.max(1, secret.length - PART + 1) }, (_, at) => secret.slice(at, at + PART));
  return parts.some((part) => said.includes(part));
}

/** Those that may be in charge of a host: the name of a company's own tells nothing. */
export function toolsFor({ host }: Repository): CiTool[] {
  if (host === 'github.com' || host.endsWith('.ghe.com')) return ['gh'];
  return /(?:^|[.-])gitlab[.-]/.test(host) ? ['glab'] : ['gh', 'glab'];
}

/** Whether the person is signed in with a program at a host; `silent` where it does not say. */
export async function isSignedIn(
  { run }: Programs,
  tool: CiTool,
  { host }: Repository,
): Promise<'yes' | 'no' | 'silent'> {
  const end = await run(tool, ['auth', 'status', `--hostname=${host}`]);
  if (end.kind !== 'ended') return 'silent';
  return end.code === 0 ? 'yes' : 'no';
}

/** A secret of a repository. */
export interface CiSecret {
  readonly repository: Repository;
  /** Of deployments; `undefined` for every run. */
  readonly environment: string | undefined;
  readonly name: string;
  readonly value: string;
}

/** Makes it or gives it another value, which goes to the program's standard input. */
export function setSecret(programs: Programs, tool: CiTool, secret: CiSecret): Promise<ProgramEnd> {
  return tool === 'gh' ? setOnGitHub(programs, secret) : setOnGitLab(programs, secret);
}

function setOnGitHub({ run }: Programs, { repository, environment, name, value }: CiSecret): Promise<ProgramEnd> {
  const { host, path } = repository;
  const scope = environment === undefined ? [] : [`--env=${environment}`];
  return run('gh', ['secret', 'set', name, `--repo=${host}/${path}`, ...scope], value);
}

/**
 * By the API and not by `glab variable`, which has one command for a new variable and one for an old, and the second
 * makes a protected one unprotected.
 */
async function setOnGitLab(
  { run }: Programs,
  { repository, environment = '*', name, value }: CiSecret,
): Promise<ProgramEnd> {
  const { host, path } = repository;
  const variables = `projects/${encodeURIComponent(path)}/variables`;
  const one = `${variables}/${name}?filter[environment_scope]=${encodeURIComponent(environment)}`;
  const call = (method: string, address: string, body?: object) => {
    const type = body ? ['--header=Content-Type: application/json', '--input=-'] : [];
    const args = ['api', address, `--hostname=${host}`, `--method=${method}`, ...type];
    return run('glab', args, body && JSON.stringify(body));
  };
  const found = await call('GET', one);
  if (found.kind !== 'ended') return found;
  // What is there keeps the rest of its settings.
  if (found.code === 0) return call('PUT', one, { value });
  return call('POST', variables, { key: name, value, masked: true, raw: true, environment_scope: environment });
}
