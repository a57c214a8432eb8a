import type { FromPage, PageReport, ToPage } from '../../src/health/messages.ts';
import { connect } from '../page/connect.ts';
import { el, heading } from '../page/elements.ts';
import { ages } from './ages.ts';
import { findings } from './findings.ts';
import { foot, head } from './frame.ts';
import { scopes } from './scopes.ts';
import { Sections } from './sections.ts';
import { signIns, twoFactor } from './users.ts';

const send = connect<FromPage>((data) => receive(data as ToPage));
const page = el('main');
const status = el('p', { role: 'status', class: 'status' });
document.body.append(page, status);
const sections = new Sections(page);

function receive(message: ToPage): void {
  switch (message?.type) {
    case 'report':
      show(message.report);
      break;
    case 'nothing':
      sections.show([
        ['head', message.words, () => el('div', {}, heading('Account health'), el('p', {}, message.words))],
      ]);
      break;
    case 'said':
      status.textContent = message.words;
      break;
    case 'back':
      sections.focus(`act ${message.kind}`);
  }
}

function show(report: PageReport): void {
  const { keyExtent, peopleExtent, loading, maxAgeDays, keys, account } = report;
  sections.show([
    ['head', [account, keyExtent, peopleExtent, loading], () => head(report, send)],
    ['findings', [report.findings, keyExtent, peopleExtent], () => findings(report, send)],
    ['ages', [keys, keyExtent, maxAgeDays], () => ages(report, send)],
    ['scopes', [keys, report.scopes], () => scopes(report, send)],
    ['twoFactor', [report.twoFactor, peopleExtent], () => twoFactor(report)],
    ['signIns', [report.signIns, peopleExtent], () => signIns(report)],
    ['foot', [], () => foot(send)],
  ]);
}

send({ type: 'ready' });
