import * as v from 'valibot';
import type { CrossWindowMutex } from '../../platform/crossWindowMutex.ts';
import type { Platform } from '../../platform/platform.ts';
import { randomId } from '../../platform/randomness.ts';
import { readMark, writeMark } from './markFile.ts';
import { isAnother, pageOf, pageSchema } from './page.ts';
import type { ThisWindow } from './thisWindow.ts';
import type { Vault } from './vault.ts';

/**
 * Whether what this editor's SecretStorage keeps outlives a restart. Web hosts and Linux without a keyring keep it in
 * memory only and do not say so.
 * - `durable`: it had a value that was written in another page, so that it is not in a page's memory
 * - `memoryOnly`: it lacks what this window put there before its page was loaded
 * - `unproven`: neither is known, which is no better than the second
 */
export type Durability = 'durable' | 'memoryOnly' | 'unproven';

const KEY = 'tripartie.canary';

const FILE = 'canary.json';

/** What a window remembers of the value that it left. */
const leftBehind = v.object({
  value: v.string(),
  page: pageSchema,
  /** What was found when it was left: it goes on to be so for the page. */
  verdict: v.picklist(['memoryOnly', 'unproven']),
});

/**
 * Looks for the value that an earlier page left in the store, and leaves one for the next. That the extension host is
 * another one proves nothing, nor does the time of its start: VS Code restarts a host that died, and "Restart Extensions"
 * does after each update, while a store in memory lives on in the page. Whether it has forgotten is asked of this window
 * alone: in a browser another one may have stored its value after this one had read what there was, and in another
 * browser there is another store. A store that fails to answer may do so next time. Never rejects.
 * @param mutex so that windows which start together leave one value, not each its own
 */
export async function probeDurability(
  vault: Vault,
  platform: Platform,
  mutex: Pick<CrossWindowMutex, 'exclude'>,
  window: ThisWindow,
): Promise<Durability> {
  const page = pageOf(window);
  const look = async (): Promise<{ found: Durability; kept: string | undefined; isLeft: boolean }> => {
    const kept = await vault.read(KEY);
    const mark = await readMark(platform.files, FILE).catch(() => undefined);
    const parsed = v.safeParse(leftBehind, window.memory.get(KEY));
    const left = parsed.success ? parsed.output : undefined;
    const isFromElsewhere = (copy: typeof mark | typeof left) =>
      copy?.page !== undefined && copy.value === kept && isAnother(copy.page, page);
    if (isFromElsewhere(mark) || isFromElsewhere(left)) return { found: 'durable', kept, isLeft: true };
    if (!left) return { found: 'unproven', kept, isLeft: false };
    if (!isAnother(left.page, page)) return { found: left.verdict, kept, isLeft: left.value === kept };
    return { found: kept === undefined ? 'memoryOnly' : 'unproven', kept, isLeft: false };
  };
  const lookAndLeave = async () => {
    const { found, kept, isLeft } = await look();
    if (found === 'durable' || isLeft) return found;
    // What another window left is as good for the next page.
    const value = kept ?? randomId();
    try {
      if (kept === undefined) await vault.write(KEY, value);
      await writeMark(platform, FILE, value, page).catch(() => undefined);
      await window.memory.update(KEY, { value, page, verdict: found });
    } catch {
      // The store is to be asked again at the next start; what was found of it is so all the same.
    }
    return found;
  };
  try {
    const { found } = await look();
    // What nearly every start finds: it need not wait for another window.
    return found === 'durable' ? found : await mutex.exclude(lookAndLeave);
  } catch {
    return 'unproven';
  }
}
