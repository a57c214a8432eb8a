import * as vscode from 'vscode';
import type { LanguageModelToolName } from '../contributes/languageModelTools.ts';
import type { Session } from '../session/session.ts';
import type { LatestHealth, PeopleOf, Rotating } from './reach.ts';

type Tools = typeof import('./tools.ts');

/**
 * The language-model tools that `package.json` declares. What they need is read when one is called first.
 * An editor without such tools gets none.
 */
export function registerTools(
  session: Session,
  peopleOf: PeopleOf,
  rotations: Rotating,
  latestHealth: LatestHealth,
): vscode.Disposable {
  if (typeof vscode.lm?.registerTool !== 'function') return vscode.Disposable.from();
  let tools: Promise<ReturnType<Tools['createTools']>> | undefined;
  const loaded = () => {
    tools ??= import('./tools.ts').then(({ createTools }) => createTools(session, peopleOf, rotations, latestHealth));
    return tools;
  };
  const register = (name: LanguageModelToolName) =>
    vscode.lm.registerTool<object>(name, {
      invoke: async (options, token) => (await loaded())[name].invoke(options, token),
      prepareInvocation: async (options, token) => (await loaded())[name].prepareInvocation?.(options, token),
    });
  return vscode.Disposable.from(
    register('tripartie_find_user'),
    register('tripartie_list_api_clients'),
    register('tripartie_explain_due'),
    register('tripartie_list_places'),
    register('tripartie_account_health'),
    register('tripartie_rotate_api_client'),
  );
}
