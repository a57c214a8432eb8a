import * as vscode from 'vscode';
import { commandOf } from '../ui/commands.ts';
import { counted } from './report/findings.ts';
import type { Report } from './report/index.ts';

/** The row of the Account view: how much there is to look at, so that nobody needs the page to know. */
export function healthRow(report: Report): vscode.TreeItem {
  const item = new vscode.TreeItem('Health');
  item.description = healthWords(report);
  item.iconPath = new vscode.ThemeIcon('pulse');
  item.command = commandOf('tripartie.showHealth', 'Show Account Health');
  item.tooltip = [`Health: ${item.description}`, ...report.findings.map(({ title }) => `• ${title}`)].join('\n');
  item.accessibilityInformation = { label: `Health, ${item.description}`, role: 'button' };
  return item;
}

/** "3 findings", "2 findings so far": of what is not loaded nobody knows. */
export function healthWords({ findings, keyExtent, peopleExtent }: Report): string {
  const isAll = keyExtent.isComplete && peopleExtent.isComplete;
  return `${counted(findings.length, 'finding', 'findings')}${isAll ? '' : ' so far'}`;
}
