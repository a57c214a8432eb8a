import * as vscode from 'vscode';
import type { Names } from '../dotenv/index.ts';
import { openPrograms } from '../platform/openPrograms.ts';
import { cancellable, type ProgramEnd, type Programs } from '../platform/programs.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { HandedKey } from '../session/secrets/handOver.ts';
import type { Account } from '../session/session.ts';
import { type Answer, answered, answerOf, inTurn } from '../ui/answer.ts';
import { askText } from '../ui/askText.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { clientName } from '../ui/clientName.ts';
import type { StepOptions } from '../ui/input.ts';
import { fail, inform, warn } from '../ui/notify.ts';
import { pickOne, SEPARATOR } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { inNotification } from '../ui/progress.ts';
import { askNames } from './askNames.ts';
import { namesInFolders } from './choices.ts';
import { CI_TOOLS, type CiTool, installedTools, isSignedIn, setSecret, tells, toolsFor } from './ciTools.ts';
import { remoteUrls } from './git.ts';
import { isStillGood } from './isStillGood.ts';
import { parseRepository, type Repository } from './repository.ts';
import { type Delivery, offerCopy } from './writeToEnv.ts';

/** Where secrets go, and by which program. */
interface Target {
  readonly tool: CiTool;
  readonly repository: Repository;
}

/** `Tripartie: Set CI Secret…`: repository, environment, names, and a last look. */
export async function setCiSecret(delivery: Delivery, account: Account, key: HandedKey): Promise<void> {
  const who = clientName(key);
  if (!vscode.workspace.isTrusted) {
    const words = `This workspace is not trusted, so its repositories are not asked for. The secret of “${who}” can be copied.`;
    return offerCopy(delivery, account, key, words);
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  const programs = await openPrograms(folders.map(({ uri }) => uri.fsPath));
  const looked = await untilCancelled('Looking for gh, glab and repositories…', programs, (stoppable) =>
    Promise.all([
      installedTools(stoppable),
      Promise.all(folders.map(({ uri }) => remoteUrls(delivery.files, uri))),
      namesInFolders(folders),
    ]),
  );
  if (!looked) return;
  const [tools, urls, pairs] = looked;
  if (tools.length === 0) {
    const words = `CI secrets are set by gh (${CI_TOOLS.gh.from}) or glab (${CI_TOOLS.glab.from}), and neither is installed outside of this workspace. Install the one of your repository and sign in there; the secret of “${who}” can be copied meanwhile.`;
    return offerCopy(delivery, account, key, words);
  }
  const targets = targetsOf(urls.flat(), tools);
  const step = { title: `Set “${plain(who, 40)}” as CI secret – ${titleName(account)}`, about: account, totalSteps: 4 };
  let target: Target | undefined;
  let environment = '';
  let names: Names | undefined;
  const isDone = await inTurn([
    async () => {
      const answer = await askTarget({ ...step, step: 1 }, targets, tools);
      target = answerOf(answer);
      return target && !(await isReady(programs, account, target)) ? { kind: 'left' } : answer;
    },
    async () => {
      const answer = await askText({
        ...step,
        step: 2,
        prompt: 'The environment that gets the secret. Leave it empty for every run in the repository.',
        placeholder: 'production',
        value: environment,
        validate: environmentComplaint,
      });
      environment = answerOf(answer)?.trim() ?? environment;
      return answer;
    },
    async () => {
      const answer = await askNames({ ...step, step: 3 }, pairs, 'environment');
      names = answerOf(answer);
      return answer;
    },
    () => {
      const { identifier, secret } = names as Names;
      const label = `Set ${identifier} and ${secret}`;
      const items = [{ icon: 'cloud-upload', label, detail: whereWords(target as Target, environment), value: true }];
      return pickOne<boolean>({ ...step, step: 4, placeholder: 'A value that is there is replaced.', items });
    },
  ]);
  if (isDone && target && names) await carryOut(programs, account, key, { target, environment, names });
}

/** Looks with programs that end once the person cancels. @returns `undefined` then: what they said does not count */
function untilCancelled<T>(
  title: string,
  programs: Programs,
  look: (stoppable: Programs) => Promise<T>,
): Promise<T | undefined> {
  return inNotification(title, (signal) => {
    const stopped = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
    return Promise.race([stopped, look(cancellable(programs, signal))]);
  });
}

/** The repositories that the workspace is pushed to, with the program that is in charge; nothing that is not installed. */
function targetsOf(urls: readonly string[], tools: readonly CiTool[]): Target[] {
  const found = urls.flatMap((url) => {
    const repository = parseRepository(url);
    return repository ? targetsAt(repository, tools) : [];
  });
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

function targetsAt(repository: Repository, tools: readonly CiTool[]): Target[] {
  return toolsFor(repository)
    .filter((tool) => tools.includes(tool))
    .map((tool) => ({ tool, repository }));
}

function nameOf({ repository: { host, path } }: Target): string {
  return plain(`${host}/${path}`, 120);
}

function whereWords(target: Target, environment: string): string {
  const where = environment === '' ? 'for every run' : `environment ${plain(environment, 60)}`;
  return `In ${nameOf(target)}, ${where}, by ${target.tool}.`;
}

async function askTarget(
  step: StepOptions,
  targets: readonly Target[],
  tools: readonly CiTool[],
): Promise<Answer<Target>> {
  const rowOf = (value: Target) => ({
    icon: 'repo',
    label: nameOf(value),
    description: `${CI_TOOLS[value.tool].of}, by ${value.tool}`,
    value,
  });
  for (;;) {
    const picked = await pickOne<Target | 'other'>({
      ...step,
      placeholder: 'Which repository?',
      items: [...targets.map(rowOf), SEPARATOR, { icon: 'edit', label: 'Another repository…', value: 'other' }],
    });
    if (picked.kind !== 'answer') return picked;
    if (picked.value !== 'other') return answered(picked.value);
    const text = await askText({
      ...step,
      leadsBack: true,
      prompt: 'Its address, or owner/name on GitHub.',
      placeholder: 'https://gitlab.com/group/project',
      validate: (value) => targetComplaint(value, tools),
    });
    if (text.kind === 'left') return text;
    const repository = text.kind === 'answer' ? parseRepository(text.value) : undefined;
    const [first, ...others] = repository ? targetsAt(repository, tools) : [];
    if (!first) continue;
    if (others.length === 0) return answered(first);
    const which = await pickOne({
      ...step,
      leadsBack: true,
      placeholder: `Who is in charge of ${first.repository.host}?`,
      items: [first, ...others].map(rowOf),
    });
    if (which.kind !== 'back') return which;
  }
}

function targetComplaint(value: string, tools: readonly CiTool[]): string | undefined {
  const repository = parseRepository(value);
  if (!repository) return 'An address such as https://github.com/owner/name, or owner/name.';
  if (targetsAt(repository, tools).length > 0) return undefined;
  const [tool = 'gh'] = toolsFor(repository);
  return `${tool} is in charge of ${plain(repository.host, 60)}, and it is not installed: ${CI_TOOLS[tool].from}`;
}

function environmentComplaint(value: string): string | undefined {
  return /^[^\p{Cc}]{0,255}$/u.test(value) ? undefined : 'At most 255 characters that can be seen.';
}

async function isReady(programs: Programs, account: Account, target: Target): Promise<boolean> {
  const { tool, repository } = target;
  const answer = await untilCancelled(`Asking ${tool} whether you are signed in…`, programs, (stoppable) =>
    isSignedIn(stoppable, tool, repository),
  );
  if (answer === undefined || answer === 'yes') return answer === 'yes';
  const silent = `${tool} did not say whether you are signed in at ${plain(repository.host, 60)}, so nothing was set.`;
  const words =
    answer === 'silent'
      ? silent
      : `${tool} is not signed in at ${plain(repository.host, 60)}, so nothing was set. Run “${tool} auth login --hostname ${plain(repository.host, 60)}” in a terminal first.`;
  return (await warn(words, account, TRY_AGAIN)) !== undefined && isReady(programs, account, target);
}

interface Order {
  readonly target: Target;
  readonly environment: string;
  readonly names: Names;
}

async function carryOut(programs: Programs, account: Account, key: HandedKey, order: Order): Promise<void> {
  const { target, environment, names } = order;
  const { tool, repository } = target;
  if (!(await isStillGood(account, key, `nothing was set in ${nameOf(target)}`))) return;
  const where = { repository, environment: environment === '' ? undefined : environment };
  const set: string[] = [];
  const failure = await inNotification(`Setting secrets in ${nameOf(target)}…`, async (signal) => {
    for (const [name, value] of [
      [names.secret, key.secret],
      [names.identifier, key.identifier],
    ] as const) {
      const end = await setSecret(cancellable(programs, signal), tool, { ...where, name, value });
      if (end.kind !== 'ended' || end.code !== 0) return failureWords(tool, name, end, key.secret);
      set.push(name);
    }
    return undefined;
  });
  const { identifier, name = null } = key;
  if (set.length > 0) account.note('secret set in CI', { identifier, name });
  if (failure === undefined) {
    const scope = environment === '' ? '' : `, environment ${plain(environment, 60)}`;
    void inform(`“${clientName(key)}” is in ${nameOf(target)}${scope}, as ${set.reverse().join(' and ')}.`);
    return;
  }
  const half =
    set.length > 0
      ? ` ${set.join()} is set already and does not fit yet: runs may fail to sign in until both are.`
      : '';
  void fail(`${failure}${half}`, account, TRY_AGAIN).then(
    (pressed) => pressed && carryOut(programs, account, key, order),
  );
}

/** What became of it. A program's own words may repeat what it was given. */
function failureWords(tool: CiTool, name: string, end: ProgramEnd, secret: string): string {
  if (end.kind === 'absent') return `${name} was not set: ${tool} is not there any more.`;
  if (end.kind === 'late')
    return `Nobody knows whether ${name} was set: ${tool} did not end within a minute and was stopped.`;
  if (end.kind === 'cancelled') return `Nobody knows whether ${name} was set: ${tool} was stopped, as you cancelled.`;
  const said = tells(end.said, secret) ? 'something that has the secret in it' : end.said.trim().split('\n').at(-1);
  return `${name} was not set. ${tool} says: ${plain(said ?? '', 160) || 'nothing'}.`;
}
