import { accountName, isVariable, type Profile } from '../session/profiles/profile.ts';
import { requireLatest } from '../session/require.ts';
import { entriesOf, type KeptSecrets } from '../session/secrets/keptSecrets.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Session } from '../session/session.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { ask, fail, inform } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import { changed, readable } from './tellFailures.ts';

const FORGET = { id: 'forget', label: 'Forget All Secrets' } as const;

/** `Tripartie: Forget All Secrets…`: says what it will forget, and then leaves nothing of this extension in the store. */
export async function forgetSecrets(session: Session): Promise<void> {
  const all = await readable(session.profiles());
  if (!all || !(await requireLatest(session))) return;
  // The variable's is there as long as the variable is.
  const profiles = all.filter(({ left }) => left !== true);
  const [kept, unsaved] = await Promise.all([session.keptSecrets(), session.unsavedSecrets()]);
  if (profiles.length === 0 && entriesOf(kept).length === 0 && unsaved === 0) {
    void inform('This editor keeps no secrets of Tripartie.');
    return;
  }
  const sure = await ask({
    about: undefined,
    text: 'Forget all secrets that this editor keeps for Tripartie?',
    detail: [
      ...linesOf(profiles, kept, unsaved),
      'Nothing is deleted at Tripartie. It shows the secret of an API client only once: what is not saved elsewhere is lost.',
    ],
    buttons: [FORGET],
  });
  if (sure) await forget(session);
}

async function forget(session: Session): Promise<void> {
  try {
    if (await changed(session.forgetAll())) void inform('This editor keeps no secrets of Tripartie any more.');
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const words = 'Not all secrets are forgotten: the editor’s secret store did not delete one. Nothing else is lost.';
    if (await fail(words, undefined, TRY_AGAIN)) await forget(session);
  }
}

/** What will be forgotten, a line for each profile, and for each place that secrets of API clients are for. */
function linesOf(profiles: readonly Profile[], kept: KeptSecrets, unsaved: number): string[] {
  const known = new Set(profiles.map(({ id }) => id));
  const leftOver = [...kept.profiles.keys()].filter((id) => !known.has(id)).length;
  const rotations = kept.rotations.filter((entry) => entry.includes(':')).length;
  return [
    ...profiles.map((profile) => `• ${accountName(profile)}: you are signed out${keyWords(profile, kept)}`),
    ...[...kept.clients].map(
      ([place, { length }]) => `• ${plain(place, 80)}: ${count(length, 'secret')} of API clients`,
    ),
    // They are counted above, where the store has them.
    ...(unsaved > 0 ? [`• not known to be saved elsewhere: ${count(unsaved, 'secret')} of API clients`] : []),
    ...(rotations > 0
      ? [`• ${count(rotations, 'rotation')} under way: the new secrets; all keys stay at Tripartie`]
      : []),
    ...(leftOver > 0 ? [`• ${count(leftOver, 'key')} of profiles that are gone`] : []),
  ];
}

/** What becomes of the key of a profile. The sandbox's own is kept nowhere. */
function keyWords({ id }: Profile, kept: KeptSecrets): string {
  if (isVariable(id)) return '; its key stays in TRIPARTIE_PERSONAL_KEY, which is not this editor’s';
  return kept.profiles.has(id) ? ', and its key is forgotten' : '';
}

function count(number: number, what: string): string {
  return number === 1 ? `1 ${what}` : `${number} ${what}s`;
}
