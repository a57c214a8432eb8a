import type { FromPage, ListName, PageReport } from '../../src/health/messages.ts';
import { extentWords } from '../../src/health/report/tables.ts';
import { el, heading } from '../page/elements.ts';
import { namedButton } from './parts.ts';

type Send = (message: FromPage) => void;

/** What stands above everything: whose account it is, and how much of it is known. */
export function head({ account, counted, keyExtent, peopleExtent, loading }: PageReport, send: Send): HTMLElement {
  const list = (name: ListName, extent: PageReport['keyExtent'], noun: 'key' | 'user') => {
    const words = `Loaded: ${extentWords(extent, noun)}.`;
    if (extent.isComplete) return el('p', { class: 'extent' }, words);
    const isLoading = loading.includes(name);
    const button = namedButton(`load ${name}`, isLoading ? `Loading ${noun}s…` : `Load all ${noun}s`, () => {
      if (!isLoading) send({ type: 'load', list: name });
    });
    if (isLoading) button.setAttribute('aria-disabled', 'true');
    return el('p', { class: 'extent' }, `${words} What is not loaded is not counted. `, button);
  };
  const copy = (label: string, as: Extract<FromPage, { type: 'copy' }>['as']) =>
    namedButton(`copy ${as}`, label, () => send({ type: 'copy', as }));
  return el(
    'div',
    {},
    heading('Account health'),
    el('p', { class: 'account' }, `${account}, counted ${counted}`),
    list('keys', keyExtent, 'key'),
    list('people', peopleExtent, 'user'),
    el(
      'div',
      { class: 'row' },
      copy('Copy as CSV', 'csv'),
      copy('Copy as Markdown', 'markdown'),
      copy('Copy figures as SVG', 'svg'),
    ),
  );
}

/** What stands below everything. */
export function foot(): HTMLElement {
  const words =
    'Tripartie does not tell when a key or a scope was used, nor who made a key: what is unused cannot be told.';
  return el('section', {}, el('p', {}, words));
}
