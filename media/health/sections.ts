/// <reference lib="dom" />

/** How the page was: what was unfolded, by name, and how far it was scrolled, in pixels. */
interface Kept {
  readonly unfolded: readonly string[];
  readonly top: number;
}

/** A part of the page: its name, what it is made of, and how it is made. */
export type Section = readonly [name: string, of: unknown, make: () => HTMLElement];

/**
 * The parts of a page that is shown again and again while lists are loaded. One is made anew only when what it is made of
 * has changed; what was unfolded in it, and who was there with the keyboard, stays.
 */
export class Sections {
  readonly #page: HTMLElement;
  readonly #keep: (state: Kept) => void;
  /** How the page was when it was out of sight, until it is drawn like that again. */
  #kept: Kept | undefined;
  readonly #shown = new Map<string, { readonly of: string; readonly element: HTMLElement }>();

  /** @param kept what `keep` was given when the page was drawn before, if it was */
  constructor(page: HTMLElement, kept: unknown, keep: (state: Kept) => void) {
    this.#page = page;
    this.#kept = kept as Kept | undefined;
    this.#keep = keep;
    page.addEventListener('toggle', () => this.#note(), true);
    document.addEventListener('scrollend', () => this.#note());
  }

  show(sections: readonly Section[]): void {
    for (const [name, { element }] of this.#shown) {
      if (sections.some(([each]) => each === name)) continue;
      element.remove();
      this.#shown.delete(name);
    }
    for (const [name, value, make] of sections) {
      const of = JSON.stringify(value);
      const before = this.#shown.get(name);
      if (before?.of === of) continue;
      const element = make();
      this.#shown.set(name, { of, element });
      if (before) this.#replace(before.element, element);
      else this.#page.append(element);
    }
    if (!this.#kept || sections.length < 2) return;
    const { unfolded, top } = this.#kept;
    this.#kept = undefined;
    for (const name of unfolded) this.#named(this.#page, name)?.setAttribute('open', '');
    // What is unfolded is drawn by the event for it.
    requestAnimationFrame(() => document.documentElement.scrollTo(0, top));
  }

  /** Moves the focus to what is named so by `data-name`; to the heading of the page where that is gone. */
  focus(name: string): void {
    const target = this.#named(this.#page, name) ?? this.#page.querySelector('h1');
    target?.focus();
  }

  #replace(before: HTMLElement, element: HTMLElement): void {
    const focused = before.contains(document.activeElement) ? (document.activeElement as HTMLElement) : undefined;
    for (const { dataset } of before.querySelectorAll<HTMLElement>('details[open]')) {
      this.#named(element, dataset.name)?.setAttribute('open', '');
    }
    const scrolled = before.querySelector('.scroll');
    before.replaceWith(element);
    element.querySelector('.scroll')?.scrollTo(scrolled?.scrollLeft ?? 0, scrolled?.scrollTop ?? 0);
    if (focused) (this.#named(element, focused.dataset.name) ?? element.querySelector<HTMLElement>('h1, h2'))?.focus();
  }

  #note(): void {
    if (this.#kept) return;
    const open = [...this.#page.querySelectorAll<HTMLElement>('details[open]')];
    const unfolded = open.flatMap(({ dataset }) => dataset.name ?? []);
    this.#keep({ unfolded, top: document.documentElement.scrollTop });
  }

  #named(within: HTMLElement, name: string | undefined): HTMLElement | undefined {
    return [...within.querySelectorAll<HTMLElement>('[data-name]')].find(({ dataset }) => dataset.name === name);
  }
}
