import { extentWords } from '../health/report/index.ts';
import { type Reach, unlessLate } from './reach.ts';
import { type ToolResult, toPlainText } from './results.ts';

/** Most keys or people that are named for a finding. */
const NAMES_MAX = 20;

/** What the page of the account's health shows. */
export async function accountHealth(reach: Reach, _: object, signal: AbortSignal): Promise<ToolResult> {
  const report = await unlessLate(reach.health(), signal);
  if (!report) return { kind: 'unavailable', because: signal.aborted ? 'tooSlow' : 'signedOut' };
  return {
    kind: 'health',
    // Another account may be signed in by now than was when the tool was called.
    account: toPlainText(report.account, 80),
    keys: toPlainText(extentWords(report.keyExtent, 'key')),
    users: toPlainText(extentWords(report.peopleExtent, 'user')),
    findings: report.findings.map(({ title, meaning, count, items }) => ({
      finding: toPlainText(title),
      meaning: toPlainText(meaning, 200),
      names: items.slice(0, NAMES_MAX).map(({ name }) => toPlainText(name, 64)),
      more: Math.max(0, count - NAMES_MAX),
    })),
  };
}
