/// <reference lib="dom" />

/** A part of the page: its name, what it is made of, and how it is made. */
export type Section = readonly [name: string, of: unknown, make: () => HTMLElement];

/**
 * The parts of a page that is shown again and again while lists are loaded. One is made anew only when what it is made of
 * has changed; what was unfolded in it, and who was there with the keyboard, stays.
 */
export class Sections {
  readonly #page: HTMLElement;
  readonly #shown = new Map<string, { readonly of: string; readonly element: HTMLElement }>();

  constructor(page: HTMLElement) {
    this.#page = page;
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

  #named(within: HTMLElement, name: string | undefined): HTMLElement | undefined {
    return [...within.querySelectorAll<HTMLElement>('[data-name]')].find(({ dataset }) => dataset.name === name);
  }
}
