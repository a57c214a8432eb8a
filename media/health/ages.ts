import type { FromPage, PageReport } from '../../src/health/messages.ts';
import { ageOf, counted } from '../../src/health/report/findings.ts';
import { lineHeight, stripOf } from '../../src/health/report/strip.ts';
import { extentWords, SECRET_WORDS } from '../../src/health/report/tables.ts';
import { el } from '../page/elements.ts';
import { digits, nameButton, part, svg, table, unfold } from './parts.ts';

/** Room above and below the marks, in pixels. */
const ABOVE = 8;
const BELOW = 8;

/** The strip of keys by age, and its table. */
export function ages(report: PageReport, send: (message: FromPage) => void): HTMLElement {
  const { keys, keyExtent, maxAgeDays } = report;
  const title = `Keys by age, ${extentWords(keyExtent, 'key')}`;
  const reveal = (identifier: string) => () => send({ type: 'reveal', identifier });
  const rows = () =>
    keys.map((key) => [
      nameButton(`age ${key.identifier}`, key.name, reveal(key.identifier)),
      ageOf(key),
      key.isDue ? 'due' : '',
      SECRET_WORDS[key.secret],
    ]);
  // Of many keys the page gets the oldest only, and those of unknown age come last.
  const missing = keyExtent.seen - keys.filter(({ ageDays }) => ageDays !== undefined).length;
  const rest = keyExtent.seen - keys.length;
  if (keys.length === 0) return part(title, el('p', {}, 'No key is loaded.'));
  return part(
    title,
    strip(report, reveal),
    legend(keys),
    el(
      'p',
      {},
      maxAgeDays > 0
        ? `Keys to the right of the line are older than ${counted(maxAgeDays, 'day', 'days')}, and due for rotation unless they are being rotated.`
        : 'No key comes due: the setting tripartie.rotation.maxAgeDays is 0.',
      missing > 0
        ? ` ${counted(missing, 'key is', 'keys are')} not in the figure: of unknown age${rest > 0 ? `, or not among the ${digits(keys.length)} oldest, which alone are shown here; a copy has all` : ''}.`
        : '',
    ),
    unfold('ages', 'Show as table', () => [table(title, ['Key', 'Age', 'Due', 'Secret'], rows())]),
  );
}

/** What forms and colours mean, of those that are there. */
function legend(keys: PageReport['keys']): HTMLElement {
  const states = (['here', 'elsewhere', 'unknown'] as const).filter((state) =>
    keys.some(({ secret }) => secret === state),
  );
  const sign = (look: string, form: SVGElement, words: string) =>
    el('span', {}, svg('svg', { class: look, 'aria-hidden': 'true' }, form), words);
  return el(
    'p',
    { class: 'legend' },
    ...states.map((state) => sign('mark', shape(state), `secret ${SECRET_WORDS[state]}`)),
    keys.some(({ isDue }) => isDue) ? sign('mark due', shape('elsewhere'), 'red: due') : null,
  );
}

function strip(report: PageReport, reveal: (identifier: string) => () => void): HTMLElement {
  const drawn = stripOf(report);
  const { marks, lines, due, endDays } = drawn;
  const distance = lineHeight(drawn);
  const height = ABOVE + lines * distance + BELOW;
  const keys = marks.map(({ key, at, line }) => {
    const y = height - BELOW - distance / 2 - line * distance;
    const mark = svg(
      'svg',
      { class: key.isDue ? 'key due' : 'key', x: `${100 * at}%`, y, overflow: 'visible' },
      svg('title', {}, `${key.name}, ${ageOf(key)}`),
      shape(key.secret),
    );
    mark.addEventListener('click', reveal(key.identifier));
    return mark;
  });
  const words = `${counted(marks.length, 'key', 'keys')} by age, from new to ${counted(endDays, 'day', 'days')}; the table has each`;
  const figure = svg('svg', { class: 'strip', role: 'img', 'aria-label': words, height });
  if (due !== undefined) {
    const x = `${100 * due}%`;
    figure.append(svg('line', { class: 'due', x1: x, x2: x, y1: 0, y2: height }));
  }
  figure.append(...keys, svg('line', { x1: 0, x2: '100%', y1: height, y2: height }));
  return el(
    'div',
    { class: 'ages' },
    due === undefined ? null : dueWords(counted(report.maxAgeDays, 'day', 'days'), due),
    figure,
    el('p', { class: 'ends' }, el('span', {}, 'new'), el('span', {}, counted(endDays, 'day', 'days'))),
  );
}

/** Stands above the line where keys come due, on the side where there is more room. */
function dueWords(words: string, at: number): HTMLElement {
  const element = el('span', {}, words);
  if (at > 0.5) element.style.right = `${100 * (1 - at)}%`;
  else element.style.left = `${100 * at}%`;
  return el('p', { class: 'at' }, element);
}

/** Tells by its form where the secret of a key is. */
function shape(secret: PageReport['keys'][number]['secret']): SVGElement {
  if (secret === 'here') return svg('circle', { r: 6 });
  if (secret === 'elsewhere') return svg('rect', { x: -5, y: -5, width: 10, height: 10 });
  return svg('path', { d: 'M0-7 7 5-7 5z' });
}
