import type { FromPage, PageReport } from '../../src/health/messages.ts';
import { el } from '../page/elements.ts';
import { digits, nameButton, part } from './parts.ts';

/** Which key has which scope: a figure that is a table. */
export function scopes({ keys, keyExtent, scopes }: PageReport, send: (message: FromPage) => void): HTMLElement {
  const title = 'Keys and scopes';
  if (scopes.length === 0) return part(title, el('p', {}, 'No key with a scope is loaded.'));
  const rows = keys.map(({ identifier, name, scopes: own }) =>
    el(
      'tr',
      {},
      el(
        'th',
        { scope: 'row' },
        nameButton(`scopes ${identifier}`, name, () => send({ type: 'reveal', identifier })),
      ),
      ...scopes.map(({ scope, writes }) => (own.includes(scope) ? mark(writes) : el('td'))),
    ),
  );
  const heads = scopes.map(({ scope, count }) =>
    el('th', { scope: 'col' }, el('span', {}, `${scope} (${digits(count)})`)),
  );
  return part(
    title,
    el(
      'p',
      { class: 'legend' },
      el('span', {}, sign(false), 'has the scope'),
      el('span', {}, sign(true), 'and may write'),
    ),
    keyExtent.seen > keys.length
      ? el(
          'p',
          {},
          `The ${digits(keys.length)} oldest of ${digits(keyExtent.seen)} keys; the numbers are of all, and a copy has all.`,
        )
      : null,
    el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
      el(
        'table',
        { class: 'matrix' },
        el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Key'), ...heads)),
        el('tbody', {}, ...rows),
      ),
    ),
  );
}

function mark(writes: boolean): HTMLElement {
  const element = sign(writes);
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', writes ? 'may write' : 'yes');
  return el('td', {}, element);
}

function sign(writes: boolean): HTMLElement {
  return el('span', { class: writes ? 'sign writes' : 'sign' });
}
