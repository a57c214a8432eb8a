import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import type { Platform } from '../platform/platform.ts';
import { requireAccount, STORES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { GO_ON } from '../ui/buttons.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { runCommand } from '../ui/commands.ts';
import { explain } from '../ui/explain.ts';
import { inform, warn } from '../ui/notify.ts';
import { waitingFor } from '../ui/progress.ts';
import type { Reconnect, Reloadable } from '../ui/reconnect.ts';
import { shortDate } from '../ui/shortDate.ts';
import { longDate } from '../ui/time.ts';
import { AccountPorts } from './accountPorts.ts';
import { Alarm } from './alarm.ts';
import type { Standing, Watched } from './drive.ts';
import type { Decision, Outcome, Rotation } from './machine/index.ts';
import { AGAIN_MS, FREE_MS, firstPause, Pauses } from './pauses.ts';
import { RotationList, type UnderWay } from './rotationList.ts';
import { WorkInTurn } from './workInTurn.ts';

/** What may fail besides the rotations themselves: looking which there are, and a window that has to be reloaded first. */
const LOOK = 'look';
const OUTDATED = 'outdated';

/** How exactly the API's time is known, in milliseconds. */
const MOMENT_MS = 1_000;

/**
 * Carries rotations on: lists them when an account is signed in, takes up those that go on by themselves, keeps their
 * deadlines, and leads a person through one. The machine itself is `machine/`, loaded with the first rotation.
 */
export class Rotations implements Reloadable, vscode.Disposable {
  readonly #session: Session;
  readonly #clipboard: SecretClipboard;
  readonly #reconnect: Reconnect;
  readonly #ports: AccountPorts;
  readonly #listeners: vscode.Disposable;
  readonly #alarm: Alarm;
  readonly #pauses: Pauses;
  readonly #work = new WorkInTurn(() => void this.takeUp());
  /** Ends what is under way with this window, so that another one need not wait for the lock. */
  readonly #closing = new AbortController();

  /** All that is under way, as of the last look. */
  readonly list: RotationList;

  /** @param platform with the files of the folder that is the rotations' own */
  constructor(session: Session, platform: Platform, clipboard: SecretClipboard, reconnect: Reconnect) {
    this.#session = session;
    this.#clipboard = clipboard;
    this.#reconnect = reconnect;
    this.#alarm = new Alarm(platform.clock, () => void this.takeUp());
    this.#pauses = new Pauses(platform.clock);
    this.#ports = new AccountPorts(session, platform);
    this.list = new RotationList(this.#ports, (failure) => reconnect.report(this, failure));
    this.#listeners = vscode.Disposable.from(
      this.list,
      session.onDidChange(() => this.reload()),
      session.onDidDescribe(({ readOnly }) => !readOnly && this.reload()),
      session.onDidChangeKey(({ refused }) => !refused && this.reload()),
    );
  }

  /** How a client takes part in a rotation, as of the last look. */
  markOf(identifier: string) {
    const entry = this.list.of(identifier);
    if (!entry) return undefined;
    const { oldIdentifier, newIdentifier } = entry.rotation;
    if (newIdentifier === identifier) {
      const { isProven } = entry;
      return { words: 'new key of a rotation', short: 'new key', isNew: true, isProven, oldIdentifier };
    }
    const old = { isNew: false, isProven: false, oldIdentifier };
    if (entry.next.kind !== 'waitForOverlap') {
      return newIdentifier === undefined
        ? { ...old, words: 'rotating', short: 'rotating' }
        : { ...old, words: 'old key of a rotation', short: 'old key' };
    }
    const until = new Date(entry.next.until);
    return { ...old, words: `both keys work until ${longDate(until)}`, short: `until ${shortDate(until)}` };
  }

  /** Rotates a client, with the person watching. */
  async rotate(account: Account, client: ApiClient, name: string): Promise<Outcome | undefined> {
    const { rotate } = await import('./drive.ts');
    return this.#watched(account, client.identifier, name, (watched) => rotate(watched, client));
  }

  /** Takes up a rotation, with the person watching. */
  async resume(account: Account, rotation: Rotation, decision: Decision): Promise<Outcome | undefined> {
    const [{ resume }, { rotationName }] = await Promise.all([import('./drive.ts'), import('./words.ts')]);
    return this.#watched(account, rotation.oldIdentifier, rotationName(rotation), (watched) =>
      resume(watched, rotation, decision),
    );
  }

  /** Looks what is under way and goes on with what needs nobody. Never rejects. */
  async takeUp(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#alarm.clear();
    const account = await this.#session.person();
    if (!account) {
      this.list.forget();
      this.#reconnect.report(this, undefined);
      this.list.draw();
      return;
    }
    if (await this.list.look(account)) this.#pauses.ended(LOOK);
    else this.#alarm.setIn(this.#pauses.failed(LOOK, AGAIN_MS));
    if (account.readOnly) return;
    if (this.list.entries.length > 0 && (await account.vault.isOutdated())) {
      // What goes on by itself stores something too: another window does it, or this one once it is reloaded.
      this.#alarm.setIn(this.#pauses.failed(OUTDATED, FREE_MS));
      return;
    }
    this.#pauses.ended(OUTDATED);
    await this.#work.quietly(() => this.#goOn(account));
  }

  /** Something may be possible by now that was not before. */
  reload(): void {
    this.#pauses.clear();
    void this.takeUp();
  }

  dispose(): void {
    this.#closing.abort();
    this.#alarm.clear();
    this.#listeners.dispose();
  }

  async #watched(
    account: Account,
    oldIdentifier: string,
    name: string,
    act: (watched: Watched) => Promise<Standing | undefined>,
  ): Promise<Outcome | undefined> {
    const ports = await this.#ports.of(account).catch((error: unknown) => {
      void warn(`“${name}” cannot be rotated for now, and nothing was changed. ${explain(error).message}`);
    });
    if (!ports) return undefined;
    const watched: Watched = {
      account,
      ports,
      clipboard: this.#clipboard,
      session: this.#session,
      copied: new Set(),
      name,
      closing: this.#closing.signal,
      alone: (work) => this.#work.watched(work, (quiet) => waitingFor(`Rotating “${name}”`, () => quiet)),
      onStep: async () => {
        await this.list.look(account);
      },
    };
    try {
      return await this.list.driving(oldIdentifier, async () => {
        const standing = await act(watched);
        if (!standing) return undefined;
        await note(account, standing.outcome, { identifier: oldIdentifier, name });
        const again = () => this.#watched(account, oldIdentifier, name, act);
        if (standing.untold) void this.#conclude(account, standing.outcome, name, again);
        account.changed('keys');
        return standing.outcome;
      });
    } finally {
      this.#pauses.clear();
      await this.takeUp();
    }
  }

  /** Says how a rotation stands, and acts on the answer whenever that comes; until then everything else goes on. */
  async #conclude(told: Account, outcome: Outcome, name: string, again: () => Promise<unknown>): Promise<void> {
    const { tell } = await import('./tell.ts');
    const answer = await tell(told, name, outcome);
    if (answer && outcome.kind === 'busy') await again();
    if (!answer || !('rotation' in outcome)) return;
    const account = await requireAccount(this.#session, STORES);
    // Neither the rotation nor a secret that is asked for it is for another one.
    if (account?.profileId !== told.profileId) return;
    const { rotation } = outcome;
    if (answer.kind === 'switchProfiles') return this.#switchProfiles(account, rotation, name);
    if (answer.kind !== 'importSecret') {
      await this.resume(account, rotation, answer);
      return;
    }
    const { importSecret } = await import('../session/secrets/importSecret.ts');
    const client = { identifier: rotation.newIdentifier ?? '' };
    if (await importSecret(account, client, name)) await this.resume(account, rotation, { kind: 'goOn' });
  }

  async #switchProfiles(account: Account, rotation: Rotation, name: string): Promise<void> {
    const { switchProfiles } = await import('./switchProfiles.ts');
    const parts = { account, session: this.#session, ports: await this.#ports.of(account) };
    if (await switchProfiles(parts, rotation, name)) await this.resume(account, rotation, { kind: 'goOn' });
  }

  /** Goes on with what needs nobody, one after the other, and sets the alarm for the next deadline. */
  async #goOn(account: Account): Promise<void> {
    if (this.list.entries.length === 0) return this.#tidy(account);
    for (const entry of this.list.entries) {
      if (entry.kind !== 'underWay' || this.list.isDriven(entry)) continue;
      if (entry.next.kind !== 'continue' && entry.next.kind !== 'lookForKey') continue;
      const { id } = entry.rotation;
      const resting = this.#pauses.left(id);
      if (resting > 0) {
        this.#alarm.setIn(resting);
        continue;
      }
      const outcome = await this.#quietly(account, entry);
      const first = firstPause(outcome);
      if (first === undefined) this.#pauses.ended(id);
      else this.#alarm.setIn(this.#pauses.failed(id, first));
      if (!outcome) continue;
      if (outcome.kind === 'finished')
        await note(account, outcome, { identifier: entry.rotation.oldIdentifier, name: '' });
      await this.#sayQuietly(account, entry, outcome);
    }
    for (const entry of this.list.entries) {
      if (entry.kind === 'unreadable')
        this.#alarm.setIn(this.#pauses.left(entry.id) || this.#pauses.failed(entry.id, AGAIN_MS));
      if (entry.kind !== 'underWay' || entry.next.kind !== 'waitForOverlap') continue;
      // A moment later than it can be over, so that one look is enough.
      this.#alarm.setIn(Math.max(entry.next.until - account.client.now(), 0) + MOMENT_MS);
    }
  }

  /** Removes what rotations that are over left behind, so that the next start finds none. */
  async #tidy(account: Account): Promise<void> {
    if (!(await this.#ports.isAnyKnown(account))) return;
    const { tidyRotations } = await import('./machine/index.ts');
    await this.#ports
      .of(account)
      .then(tidyRotations)
      .catch(() => undefined);
  }

  async #quietly(account: Account, { rotation }: UnderWay): Promise<Outcome | undefined> {
    const { continueRotation } = await import('./machine/index.ts');
    let last: Outcome | undefined;
    await this.list.driving(rotation.oldIdentifier, async () => {
      try {
        const ports = await this.#ports.of(account);
        for await (const outcome of continueRotation(ports, rotation.id, { signal: this.#closing.signal }))
          last = outcome;
      } catch {
        // Nothing was lost: the next look finds it where it stands.
      }
    });
    await this.list.look(account);
    return last;
  }

  /** One message for what ended or needs the person now; all else is in the Account view. */
  async #sayQuietly(account: Account, entry: UnderWay, outcome: Outcome): Promise<void> {
    const { rotationName } = await import('./words.ts');
    const name = rotationName(entry.rotation);
    if (outcome.kind === 'finished' && outcome.result === 'rotated') {
      void inform(`The rotation of “${name}” is complete: the old key is deleted.`);
      account.changed('keys');
    }
    if (outcome.kind !== 'needs' && outcome.kind !== 'parked') return;
    void inform(`The rotation of “${name}” waits for you.`, account, GO_ON).then((pressed) => {
      if (pressed) void runCommand('tripartie.continueRotation', entry.rotation.id);
    });
  }
}

/** The words are loaded with the first rotation. */
async function note(...what: Parameters<typeof import('./note.ts').noteOutcome>): Promise<void> {
  const { noteOutcome } = await import('./note.ts');
  noteOutcome(...what);
}
