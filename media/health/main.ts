import type { FromPage, PageReport, ToPage } from '../../src/health/messages.ts';
import { connect } from '../page/connect.ts';
import { button, el, heading } from '../page/elements.ts';
import { ages } from './ages.ts';
import { findings } from './findings.ts';
import { foot, head } from './frame.ts';
import { scopes } from './scopes.ts';
import { Sections } from './sections.ts';
import { signIns, twoFactor } from './users.ts';

const { send, kept, keep } = connect<FromPage>((data) => receive(data as ToPage));
const page = el('main');
const status = el('p', { role: 'status', class: 'status' });
document.body.append(page, status);
const sections = new Sections(page, kept, keep);

function receive(message: ToPage): void {
  switch (message?.type) {
    case 'report':
      show(message.report);
      break;
    case 'nothing':
      say('');
      sections.show([['head', message.words, () => nothing(message.words)]]);
      break;
    case 'said':
      say(message.words);
      break;
    case 'back':
      sections.focus(message.name);
  }
}

function show(report: PageReport): void {
  const { account, counted, keyExtent, peopleExtent, loading, maxAgeDays, keys } = report;
  sections.show([
    ['head', [account, counted, keyExtent, peopleExtent, loading], () => head(report, send)],
    ['findings', [report.findings, keyExtent, peopleExtent], () => findings(report, send)],
    ['ages', [keys, keyExtent, maxAgeDays], () => ages(report, send)],
    ['scopes', [keys, report.scopes, keyExtent.seen], () => scopes(report, send)],
    ['twoFactor', [report.twoFactor, peopleExtent], () => twoFactor(report)],
    ['signIns', [report.signIns, peopleExtent], () => signIns(report)],
    ['foot', [], foot],
  ]);
}

function nothing(words: string): HTMLElement {
  const signIn = button('Sign in', () => send({ type: 'signIn' }), 'primary');
  return el('div', {}, heading('Account health'), el('p', {}, words), signIn);
}

/** The same words are news too, to whoever did the same once more. */
function say(words: string): void {
  status.textContent = '';
  if (words) setTimeout(() => status.replaceChildren(words));
}

send({ type: 'ready' });
