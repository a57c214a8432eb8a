import type { CrossWindowMutex } from '../../platform/crossWindowMutex.ts';
import type { Platform } from '../../platform/platform.ts';
import { randomId } from '../../platform/randomness.ts';
import { readMark, writeMark } from './markFile.ts';
import type { Vault } from './vault.ts';

/**
 * Whether what this editor's SecretStorage keeps outlives a restart. Web hosts and Linux without a keyring keep it in
 * memory only and do not say so; `unproven` until a start has found what an earlier one left.
 */
export type Durability = 'durable' | 'memoryOnly' | 'unproven';

const KEY = 'tripartie.canary';

const FILE = 'canary.json';

/**
 * Looks for the value that an earlier start left in both the secret store and a file, and leaves one for the next. Only
 * the file is known to survive, so a canary that is missing beside its copy there was forgotten by the store. One that
 * another window wrote since this one started proves nothing: windows see each other's secrets late. Nor does a store
 * that fails to answer, which may do so next time. Never rejects.
 * @param mutex so that windows which start together leave one canary, not each its own
 * @param startedAt when this extension host started, milliseconds since 1970
 */
export async function probeDurability(
  vault: Vault,
  platform: Platform,
  mutex: Pick<CrossWindowMutex, 'exclude'>,
  startedAt: number = platform.environment.startedAt,
): Promise<Durability> {
  const look = async () => {
    const left = await readMark(platform.files, FILE);
    if (!left) return 'nothing';
    if (left.writtenAt >= startedAt) return 'unproven';
    return (await vault.read(KEY)) === left.value ? 'durable' : 'memoryOnly';
  };
  const lookAndLeave = async () => {
    const found = await look();
    if (found === 'unproven' || found === 'durable') return found;
    const next = randomId();
    await vault.write(KEY, next);
    await writeMark(platform, FILE, next);
    return found === 'nothing' ? 'unproven' : found;
  };
  try {
    // What nearly every start finds: it need not wait for another window.
    return (await look()) === 'durable' ? 'durable' : await mutex.exclude(lookAndLeave);
  } catch {
    return 'unproven';
  }
}
