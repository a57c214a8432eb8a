import type { Draft } from './form.ts';

/** What was typed into forms, by command and, where it matters, by what it was typed for. */
export class Drafts {
  readonly #drafts = new Map<string, Draft>();

  of(command: string, subject = ''): Draft {
    const key = `${command} ${subject}`;
    const draft = this.#drafts.get(key) ?? new Map();
    this.#drafts.set(key, draft);
    return draft;
  }

  clear(): void {
    this.#drafts.clear();
  }
}
