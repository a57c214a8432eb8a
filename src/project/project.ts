import * as vscode from 'vscode';
import { StatusItem } from '../ui/statusItem.ts';
import { completeClients } from './complete.ts';
import { createProjectFile } from './createFile.ts';
import { missingOf, missingWords } from './next.ts';
import { PROJECT_FILE } from './projectFile.ts';
import { type Acting, showProjectKeys } from './projectKeys.ts';
import { readProject } from './read.ts';

export type { Delivery } from './projectKeys.ts';

/** What it works with. */
interface Surroundings extends Omit<Acting, 'project'> {
  /** The state of the workspace. */
  readonly memory: vscode.Memento;
}

/** Set in the state of a workspace where nobody wants to hear of missing keys. */
const DISMISSED = 'tripartie.project.dismissed';

/** Says in the status bar how many keys of the project are missing, as far as its files tell. */
export class Project implements vscode.Disposable {
  readonly #surroundings: Surroundings;
  readonly #status = new StatusItem('tripartie.project', 'Tripartie Project Keys', 'tripartie.projectKeys');
  readonly #disposables: vscode.Disposable;
  #looked = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    const { session } = surroundings;
    const look = () => void this.look();
    const watchers = [PROJECT_FILE, '{.env,.env.*}'].map((name) =>
      vscode.workspace.createFileSystemWatcher(`**/${name}`),
    );
    this.#disposables = vscode.Disposable.from(
      this.#status,
      ...watchers.flatMap((each) => [each, each.onDidChange(look), each.onDidCreate(look), each.onDidDelete(look)]),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
      vscode.languages.registerCompletionItemProvider(
        { pattern: `**/${PROJECT_FILE}` },
        { provideCompletionItems: (document, position, token) => completeClients(session, document, position, token) },
        '"',
      ),
    );
  }

  /** Whether the person does not want to hear of missing keys in this workspace. */
  get isDismissed(): boolean {
    return this.#surroundings.memory.get(DISMISSED) === true;
  }

  async setDismissed(dismissed: boolean): Promise<void> {
    await this.#surroundings.memory.update(DISMISSED, dismissed || undefined);
    await this.look();
  }

  /** `Tripartie: Keys of This Project…`. */
  async showKeys(): Promise<void> {
    await showProjectKeys({ ...this.#surroundings, project: this });
  }

  /** `Tripartie: Create tripartie.json…`. */
  async createFile(): Promise<void> {
    await createProjectFile(this.#surroundings.session);
  }

  /** Looks at the files anew. Never rejects. */
  async look(): Promise<void> {
    this.#looked += 1;
    const mine = this.#looked;
    const text = this.isDismissed ? undefined : await statusText();
    if (mine !== this.#looked) return;
    if (text === undefined) return this.#status.hide();
    this.#status.show({
      icon: 'key',
      text,
      tooltip: `Tripartie: ${text}\n${PROJECT_FILE} says which keys this project needs. Select to see them.`,
      spoken: `Tripartie: ${text}`,
      warns: false,
    });
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** @returns `undefined` where nothing is missing */
export async function statusText(): Promise<string | undefined> {
  const keys = await readProject();
  const founds = keys.flatMap((key) => ('found' in key ? [key.found] : []));
  if (missingOf(founds) > 0) return missingWords(founds);
  const bad = keys.length - founds.length;
  if (bad === 0) return undefined;
  if (founds.length === 0) return `${PROJECT_FILE} cannot be used as it is`;
  return bad === 1 ? `1 key of ${PROJECT_FILE} is wrong` : `${bad} keys of ${PROJECT_FILE} are wrong`;
}
