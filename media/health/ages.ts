import type { FromPage, PageReport } from '../../src/health/messages.ts';
import { ageOf, counted } from '../../src/health/report/findings.ts';
import { stripOf } from '../../src/health/report/strip.ts';
import { extentWords, SECRET_WORDS } from '../../src/health/report/tables.ts';
import { el } from '../page/elements.ts';
import { nameButton, part, svg, table, unfold } from './parts.ts';

/** Distance of two marks above each other, in pixels. */
const LINE = 16;

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
  const unaged = keys.filter(({ ageDays }) => ageDays === undefined).length;
  return part(
    title,
    strip(report, reveal),
    el(
      'p',
      { class: 'legend' },
      svg('svg', { class: 'mark', 'aria-hidden': 'true' }, shape('here')),
      'secret in this editor ',
      svg('svg', { class: 'mark', 'aria-hidden': 'true' }, shape('elsewhere')),
      'not in this editor ',
      svg('svg', { class: 'mark', 'aria-hidden': 'true' }, shape('unknown')),
      'unknown',
    ),
    el(
      'p',
      {},
      maxAgeDays > 0
        ? `Keys to the right of the line are older than ${counted(maxAgeDays, 'day', 'days')}, and due for rotation unless they are being rotated.`
        : 'No key comes due: the setting tripartie.rotation.maxAgeDays is 0.',
      unaged > 0 ? ` ${counted(unaged, 'key is', 'keys are')} not in the figure, as the age is not known.` : '',
    ),
    unfold('ages', 'Show as table', () => [table(title, ['Key', 'Age', 'Due', 'Secret'], rows())]),
  );
}

function strip(report: PageReport, reveal: (identifier: string) => () => void): HTMLElement {
  const { marks, lines, due, endDays } = stripOf(report);
  const height = (lines + 1) * LINE;
  const drawn = marks.map(({ key, at, line }) => {
    const look = key.isDue ? 'key due' : 'key';
    const mark = svg(
      'svg',
      { class: look, x: `${100 * at}%`, y: height - LINE / 2 - line * LINE, overflow: 'visible' },
      svg('title', {}, `${key.name}, ${ageOf(key)}`),
      shape(key.secret),
    );
    mark.addEventListener('click', reveal(key.identifier));
    return mark;
  });
  const x = due === undefined ? 0 : `${100 * due}%`;
  const line = svg('line', { class: 'due', x1: x, x2: x, y1: 0, y2: height });
  const axis = svg('line', { class: 'axis', x1: 0, x2: '100%', y1: height, y2: height });
  const words = `${counted(marks.length, 'key', 'keys')} by age, from new to ${counted(endDays, 'day', 'days')}; the table has each`;
  const figure = svg('svg', { class: 'strip', role: 'img', 'aria-label': words, height }, ...drawn, axis);
  if (due !== undefined) figure.append(line);
  return el(
    'div',
    { class: 'ages' },
    figure,
    el('p', { class: 'ends' }, el('span', {}, 'new'), el('span', {}, counted(endDays, 'day', 'days'))),
  );
}

/** Tells by its form where the secret of a key is. */
function shape(secret: PageReport['keys'][number]['secret']): SVGElement {
  if (secret === 'here') return svg('circle', { r: 6 });
  if (secret === 'elsewhere') return svg('rect', { x: -5, y: -5, width: 10, height: 10 });
  return svg('path', { d: 'M0-7 7 5-7 5z' });
}
