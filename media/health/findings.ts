import type { FromPage, PageReport } from '../../src/health/messages.ts';
import { el } from '../page/elements.ts';
import { digits, nameButton, namedButton, part, table, unfold } from './parts.ts';

type Send = (message: FromPage) => void;
type Finding = PageReport['findings'][number];

/** What there is to look at, each with what can be done. */
export function findings(report: PageReport, send: Send): HTMLElement {
  const { keyExtent, peopleExtent } = report;
  if (report.findings.length === 0) {
    const isAll = keyExtent.isComplete && peopleExtent.isComplete;
    return part('Findings', el('p', {}, isAll ? 'There is nothing to look at.' : 'Nothing so far, of what is loaded.'));
  }
  return part('Findings', el('ul', { class: 'findings' }, ...report.findings.map((each) => item(each, send))));
}

function item(finding: Finding, send: Send): HTMLElement {
  const { kind, title, meaning, action, count } = finding;
  // Of several, one is picked first.
  const label = count === 1 || action.endsWith('…') ? action : `${action}…`;
  const act = namedButton(`act ${kind}`, label, () => send({ type: 'act', kind }));
  act.setAttribute('aria-describedby', `finding-${kind}`);
  const which = count === 1 ? 'Show which one' : `Show the ${digits(count)}`;
  return el(
    'li',
    {},
    el('h3', { id: `finding-${kind}` }, title),
    el('p', {}, meaning),
    el(
      'div',
      { class: 'row' },
      act,
      unfold(`items ${kind}`, which, () => [tableOf(finding, send)]),
    ),
  );
}

const OF_PEOPLE: readonly Finding['kind'][] = ['withoutTwoFactor', 'oneOwner', 'notForLong', 'noneKnown'];

function tableOf({ kind, title, detail, count, items }: Finding, send: Send): HTMLElement {
  const caption = count > items.length ? `The first ${digits(items.length)} of ${digits(count)}` : title;
  const rows = items.map(({ id, name: label, detail: words }) => {
    const name = `item ${kind} ${id}`;
    const show = () =>
      send(OF_PEOPLE.includes(kind) ? { type: 'showUser', id, name } : { type: 'reveal', identifier: `${id}` });
    return [nameButton(name, label, show), words];
  });
  return table(caption, ['Name', detail], rows);
}
