import type { FromPage, PageReport } from '../../src/health/messages.ts';
import { el } from '../page/elements.ts';
import { digits, namedButton, part, table, unfold } from './parts.ts';

/** What there is to look at, each with what can be done. */
export function findings(report: PageReport, send: (message: FromPage) => void): HTMLElement {
  const { keyExtent, peopleExtent } = report;
  if (report.findings.length === 0) {
    const isAll = keyExtent.isComplete && peopleExtent.isComplete;
    return part('Findings', el('p', {}, isAll ? 'There is nothing to look at.' : 'Nothing so far, of what is loaded.'));
  }
  const items = report.findings.map(({ kind, title, meaning, action, count, items }) => {
    const rest = count > items.length ? `The first ${digits(items.length)} of ${digits(count)}` : title;
    const rows = () => items.map(({ name, detail }) => [name, detail]);
    return el(
      'li',
      {},
      el('h3', {}, title),
      el('p', {}, meaning),
      el(
        'div',
        { class: 'row' },
        namedButton(`act ${kind}`, action, () => send({ type: 'act', kind })),
        unfold(`items ${kind}`, count === 1 ? 'Which one' : `Which ${digits(count)}`, () => [
          table(rest, ['Name', 'Detail'], rows()),
        ]),
      ),
    );
  });
  return part('Findings', el('ul', { class: 'findings' }, ...items));
}
