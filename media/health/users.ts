import type { PageReport } from '../../src/health/messages.ts';
import { extentWords } from '../../src/health/report/tables.ts';
import { el } from '../page/elements.ts';
import { bar, digits, part, table } from './parts.ts';

/** Who signs in with a second factor, by role: a figure that is a table. */
export function twoFactor({ twoFactor: roles, peopleExtent }: PageReport): HTMLElement {
  const title = 'Two-factor sign-in by role';
  if (roles.length === 0) return part(title, el('p', {}, 'No user is loaded.'));
  const rows = roles.map(({ role, on, off, unknown }) => {
    const parts = [['on', on] as const, ['off', off] as const, ['unknown', unknown] as const];
    return [labelled(role, bar(parts, on + off + unknown)), digits(on), digits(off), digits(unknown)];
  });
  const caption = `${extentWords(peopleExtent, 'user')}; who has two roles is counted for both. Filled: on. Hollow: off. Dashed: unknown`;
  return part(title, table(caption, ['Role', 'On', 'Off', 'Unknown'], rows));
}

/** When users signed in last: a figure that is a table. */
export function signIns({ signIns: spans, peopleExtent }: PageReport): HTMLElement {
  const most = Math.max(1, ...spans.map(({ count }) => count));
  const rows = spans.map(({ label, count }) => [labelled(label, bar([['on', count]], most)), digits(count)]);
  return part('Last sign-in', table(extentWords(peopleExtent, 'user'), ['Last sign-in', 'Users'], rows));
}

function labelled(label: string, figure: SVGElement): HTMLElement {
  return el('div', {}, label, figure);
}
