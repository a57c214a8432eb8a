import * as vscode from 'vscode';

const ENTRY = 'tripartie.finder.notHere';

/** Most places that are remembered; the oldest go first. */
const PLACES_MAX = 500;

/** Files in which the person does not want to hear of a key: by the key's identifier, in the state of the workspace. */
export class NotHere implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  has(uri: vscode.Uri, identifier: string): boolean {
    return this.#all().includes(placeOf(uri, identifier));
  }

  /** @param isDismissed whether the person does not want to hear of it there */
  async set(uri: vscode.Uri, identifier: string, isDismissed: boolean): Promise<void> {
    const place = placeOf(uri, identifier);
    const others = this.#all().filter((each) => each !== place);
    await this.#memory.update(ENTRY, [...others, ...(isDismissed ? [place] : [])].slice(-PLACES_MAX));
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #all(): readonly string[] {
    return this.#memory.get<readonly string[]>(ENTRY) ?? [];
  }
}

function placeOf(uri: vscode.Uri, identifier: string): string {
  return `${identifier} ${uri}`;
}
