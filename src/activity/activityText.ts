import type { Files } from '../platform/files.ts';
import { plain } from '../ui/plainText.ts';
import { longDate } from '../ui/time.ts';
import { type Activity, readActivities } from './activityFile.ts';

/** The activity log as it is shown: the newest first, in local time. */
export async function activityText(files: Files): Promise<string> {
  const lines = (await readActivities(files)).reverse().map(line);
  return lines.length > 0 ? `${lines.join('\n')}\n` : 'Nothing was done yet.\n';
}

function line({ at, account, what, about, outcome }: Activity): string {
  const parts = [longDate(new Date(at)), account, what, about, outcome];
  return parts
    .filter((part) => part !== undefined)
    .map((part) => plain(part, 200))
    .join('  ·  ');
}
