/// <reference lib="dom" />
import { button, el } from '../page/elements.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** An SVG element with its attributes and children. Text is always text. */
export function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Node | string)[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, `${value}`);
  element.append(...children);
  return element;
}

/** Part of the page with a heading, which takes the focus when what had it is gone. */
export function part(title: string, ...children: readonly (Node | string | null)[]): HTMLElement {
  return el('section', {}, el('h2', { tabindex: '-1' }, title), ...children);
}

/** A button that keeps the focus, by its name, when its part of the page is made anew. */
export function namedButton(name: string, label: string, act: () => void): HTMLButtonElement {
  const element = button(label, act);
  element.dataset.name = name;
  return element;
}

/** A name that leads somewhere. */
export function nameButton(name: string, label: string, act: () => void): HTMLButtonElement {
  const element = namedButton(name, label, act);
  element.className = 'name';
  return element;
}

/** Something to unfold, which is made when that is done first. */
export function unfold(name: string, label: string, make: () => readonly HTMLElement[]): HTMLElement {
  const details = el('details', { 'data-name': name }, el('summary', { 'data-name': `of ${name}` }, label));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(...make());
  });
  return details;
}

/** A table; the first cell of a row is its heading. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
): HTMLTableElement {
  return el(
    'table',
    {},
    el('caption', {}, caption),
    el('thead', {}, el('tr', {}, ...head.map((each) => el('th', { scope: 'col' }, each)))),
    el(
      'tbody',
      {},
      ...rows.map(([first = '', ...cells]) =>
        el('tr', {}, el('th', { scope: 'row' }, first), ...cells.map((cell) => el('td', {}, cell))),
      ),
    ),
  );
}

/** Parts of a whole, beside each other; the table around it has their numbers. */
export function bar(parts: readonly (readonly [look: string, count: number])[], most: number): SVGElement {
  let at = 0;
  const marks = parts.flatMap(([look, count]) => {
    if (count === 0) return [];
    const width = (100 * count) / most;
    const mark = svg('rect', { class: look, x: `${at}%`, width: `${width}%`, height: 12 });
    at += width;
    return [mark];
  });
  return svg('svg', { class: 'bar', 'aria-hidden': 'true' }, ...marks);
}

/** "1,200". */
export function digits(count: number): string {
  return count.toLocaleString('en');
}
