import type { Workbench } from '../host/workbench.ts';

/** Presses keys as a person does, and counts them; text that is typed is not counted. */
export class Keys {
  readonly #vscode: Workbench;
  #count = 0;

  constructor(vscode: Workbench) {
    this.#vscode = vscode;
  }

  /** How many were pressed. */
  get count(): number {
    return this.#count;
  }

  /** One key, or one chord. */
  async press(key: string): Promise<void> {
    this.#count += 1;
    await this.#vscode.page.keyboard.press(key);
  }
}
