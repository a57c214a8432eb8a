/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

type Children = readonly (Node | string | null)[];

/** An element with its attributes and children; a `null` child is left out. Text is always text, never markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Children
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A button that does something; the first of a step looks like the one to press. */
export function button(label: string, act: () => void, look: 'primary' | 'secondary' = 'secondary'): HTMLButtonElement {
  const element = el('button', { type: 'button', class: look }, label);
  element.addEventListener('click', act);
  return element;
}

/** A step's heading. It takes the focus when its step appears, so that a screen reader goes on from there. */
export function heading(text: string): HTMLHeadingElement {
  return el('h1', { tabindex: '-1' }, text);
}
