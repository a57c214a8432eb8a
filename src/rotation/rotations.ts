import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { TIMER_MAX_MS } from '../platform/clock.ts';
import type { Platform } from '../platform/platform.ts';
import { requireAccount, STORES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { explain } from '../ui/explain.ts';
import { withoutLinks } from '../ui/plainText.ts';
import type { Reconnect, Reloadable } from '../ui/reconnect.ts';
import { AGAIN_MS, againAt, FREE_MS } from './again.ts';
import type { WindowMemory } from './createPorts.ts';
import type { Standing, Watched } from './drive.ts';
import type { Decision, Outcome, Ports, Rotation, RotationEntry } from './machine/index.ts';
import { INDEX_KEY, idsIn } from './machine/indexEntry.ts';
import { Owners } from './owners.ts';

type UnderWay = Extract<RotationEntry, { kind: 'underWay' }>;

/**
 * Owns what is known of rotations under way: lists them when an account is signed in, takes up those that go on by
 * themselves, and keeps their deadlines. The machine itself is `src/rotation`, loaded with the first rotation.
 */
export class Rotations implements Reloadable, vscode.Disposable {
  readonly #session: Session;
  readonly #platform: Platform;
  readonly #clipboard: SecretClipboard;
  readonly #reconnect: Reconnect;
  readonly #owners: Owners;
  readonly #memory: WindowMemory;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable;
  #entries: readonly RotationEntry[] = [];
  /** What there was to draw last. */
  #shown = '';
  #shownAsDriven: ReadonlySet<string> = new Set();
  #ports: { account: Account; ports: Promise<Ports> } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wakesAt = Number.POSITIVE_INFINITY;
  #running = 0;
  /** Somebody looked while something ran, and could not go on with what needs nobody. */
  #missed = false;
  /** Whether what is under way could not be read, or whose it is could not be asked. */
  #unread = false;
  /** What goes on now without the person; it has the account's lock. */
  #quiet: Promise<void> | undefined;
  /** The old keys of the rotations that this window drives now. */
  readonly #driven = new Set<string>();
  /** Ends what is under way with this window, so that another one need not wait for the lock. */
  readonly #closing = new AbortController();

  /** Fires when a rotation began, moved or ended. */
  readonly onDidChange = this.#changed.event;

  /** @param platform with the files of the folder that is the rotations' own */
  constructor(session: Session, platform: Platform, clipboard: SecretClipboard, reconnect: Reconnect) {
    this.#session = session;
    this.#platform = platform;
    this.#memory = { records: new Map(), openSince: platform.clock.now() };
    this.#clipboard = clipboard;
    this.#reconnect = reconnect;
    this.#owners = new Owners(platform.files);
    this.#listeners = vscode.Disposable.from(
      session.onDidChange(() => {
        // What the account before could go on with is not known of this one.
        this.#entries = [];
        void this.takeUp();
      }),
      session.onDidDescribe(({ readOnly }) => !readOnly && void this.takeUp()),
      session.onDidChangeKey(({ refused }) => !refused && void this.takeUp()),
    );
  }

  /** All that is under way, as of the last look. */
  get entries(): readonly RotationEntry[] {
    return this.#entries;
  }

  /** The rotation that an identifier takes part in, as the old key or the new one. */
  of(identifier: string): UnderWay | undefined {
    return this.#entries.find(
      (entry): entry is UnderWay =>
        entry.kind === 'underWay' &&
        (entry.rotation.oldIdentifier === identifier || entry.rotation.newIdentifier === identifier),
    );
  }

  /**
   * Whether this window was driving a rotation at the last look: what its record says of the next step is about to be
   * done. As of then, since rows are drawn later, and are drawn again only for something new.
   */
  isDriven({ rotation }: UnderWay): boolean {
    return this.#shownAsDriven.has(rotation.oldIdentifier);
  }

  /** Rotates a client, with the person watching. */
  async rotate(account: Account, client: ApiClient, name: string): Promise<Outcome | undefined> {
    const { rotate } = await import('./drive.ts');
    return this.#watched(account, client.identifier, name, (watched) => rotate(watched, client));
  }

  /** Takes up a rotation, with the person watching. */
  async resume(account: Account, rotation: Rotation, decision: Decision): Promise<Outcome | undefined> {
    const [{ resume }, { rotationName }] = await Promise.all([import('./drive.ts'), import('./ask.ts')]);
    return this.#watched(account, rotation.oldIdentifier, rotationName(rotation), (watched) =>
      resume(watched, rotation, decision),
    );
  }

  /** Looks what is under way and goes on with what needs nobody. Never rejects. */
  async takeUp(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#wakesAt = Number.POSITIVE_INFINITY;
    const account = await this.#session.person();
    if (!account) {
      this.#entries = [];
      this.#reconnect.report(this, undefined);
      this.#show();
      return;
    }
    await this.#look(account);
    this.#wakeUp(this.#unread ? this.#platform.clock.now() + AGAIN_MS : Number.POSITIVE_INFINITY);
    if (account.readOnly) return;
    if (this.#entries.length > 0 && (await account.vault.isOutdated())) {
      // What goes on by itself stores something too: another window does it, or this one once it is reloaded.
      this.#wakeUp(this.#platform.clock.now() + FREE_MS);
      return;
    }
    if (this.#running > 0) {
      this.#missed = true;
      return;
    }
    this.#running += 1;
    this.#quiet = this.#goOn(account).finally(() => {
      this.#quiet = undefined;
      this.#ended();
    });
    await this.#quiet;
  }

  reload(): void {
    void this.takeUp();
  }

  dispose(): void {
    this.#closing.abort();
    clearTimeout(this.#timer);
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  async #watched(
    account: Account,
    oldIdentifier: string,
    name: string,
    act: (watched: Watched) => Promise<Standing | undefined>,
  ): Promise<Outcome | undefined> {
    const ports = await this.#portsOf(account).catch((error: unknown) => {
      void vscode.window.showWarningMessage(
        `“${withoutLinks(name)}” cannot be rotated for now, and nothing was changed. ${explain(error).message}`,
      );
    });
    if (!ports) return undefined;
    this.#driven.add(oldIdentifier);
    try {
      const standing = await act({
        account,
        ports,
        clipboard: this.#clipboard,
        session: this.#session,
        name,
        closing: this.#closing.signal,
        alone: (work) => this.#alone(name, work),
        onStep: () => this.#look(account),
      });
      if (!standing) return undefined;
      await note(account, standing.outcome, { identifier: oldIdentifier, name });
      const again = () => this.#watched(account, oldIdentifier, name, act);
      if (standing.untold) void this.#conclude(standing.outcome, name, again);
      // Keys came or went: every view looks again.
      await vscode.commands.executeCommand('tripartie.showChange');
      return standing.outcome;
    } finally {
      this.#driven.delete(oldIdentifier);
      await this.takeUp();
    }
  }

  /** Says how a rotation stands, and acts on the answer whenever that comes; until then everything else goes on. */
  async #conclude(outcome: Outcome, name: string, again: () => Promise<unknown>): Promise<void> {
    const { tell } = await import('./tell.ts');
    const answer = await tell(name, outcome);
    if (answer && outcome.kind === 'busy') await again();
    if (!answer || !('rotation' in outcome)) return;
    const account = await requireAccount(this.#session, STORES);
    if (!account) return;
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
    const parts = { account, session: this.#session, ports: await this.#portsOf(account) };
    if (await switchProfiles(parts, rotation, name)) await this.resume(account, rotation, { kind: 'goOn' });
  }

  /** Runs something while nothing goes on by itself: one rotation at a time has the account's lock. */
  async #alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      await this.#afterQuiet(name);
      return await work();
    } finally {
      this.#missed = true;
      this.#ended();
    }
  }

  /** What ran has ended: goes on with what had to wait for that. */
  #ended(): void {
    this.#running -= 1;
    if (!this.#missed || this.#running > 0) return;
    this.#missed = false;
    void this.takeUp();
  }

  /** Whoever acts on a rotation just when this window goes on by itself waits for that, instead of for "another window". */
  async #afterQuiet(name: string): Promise<void> {
    const quiet = this.#quiet?.catch(() => undefined);
    if (!quiet) return;
    const { Notification: location } = vscode.ProgressLocation;
    await vscode.window.withProgress({ location, title: `Rotating “${withoutLinks(name)}”` }, () => quiet);
  }

  /** Reads what is under way. What cannot be read now is as it was, and is read again later. */
  async #look(account: Account): Promise<void> {
    this.#unread = false;
    try {
      const isAny = await this.#isAnyKnown(account);
      if (!isAny) this.#reconnect.report(this, undefined);
      this.#entries = isAny ? await this.#list(account) : [];
    } catch {
      this.#unread = true;
    }
    this.#show();
  }

  /** Rows that are drawn again have no menu for a moment, so they are only when there is something new to draw. */
  #show(): void {
    const shown = JSON.stringify([this.#entries, [...this.#driven]]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#shownAsDriven = new Set(this.#driven);
    this.#changed.fire();
  }

  async #list(account: Account): Promise<RotationEntry[]> {
    const { listRotations } = await import('./machine/index.ts');
    try {
      const ports = await this.#portsOf(account);
      this.#reconnect.report(this, undefined);
      return await listRotations(ports);
    } catch (error) {
      this.#reconnect.report(this, error);
      const owner = await this.#owners.recall(account.profileId);
      if (owner === undefined) throw error;
      this.#unread = true;
      return listRotations(await this.#createPorts(account, owner));
    }
  }

  /** Most starts know of none, and then nothing need be loaded, nor asked of the API to name the account. */
  async #isAnyKnown({ vault }: Account): Promise<boolean> {
    if (this.#memory.records.size > 0) return true;
    const { createBreadcrumbFiles } = await import('./breadcrumbFiles.ts');
    const unknown = () => ['unknown'];
    const files = await createBreadcrumbFiles(this.#platform.files).list().catch(unknown);
    if (files.length > 0) return true;
    // Breadcrumbs may be gone while a record is there.
    const ids = await vault.read(INDEX_KEY).then(idsIn, unknown);
    return ids.length > 0;
  }

  /** Goes on with what needs nobody, one after the other, and sets the timer for the next deadline. */
  async #goOn(account: Account): Promise<void> {
    if (this.#entries.length === 0) return this.#tidy(account);
    for (const entry of this.#entries) {
      if (entry.kind !== 'underWay' || this.#driven.has(entry.rotation.oldIdentifier)) continue;
      if (entry.next.kind !== 'continue' && entry.next.kind !== 'lookForKey') continue;
      const outcome = await this.#quietly(account, entry);
      this.#wakeUp(againAt(outcome, this.#platform.clock.now()));
      if (!outcome) continue;
      if (outcome.kind === 'finished')
        await note(account, outcome, { identifier: entry.rotation.oldIdentifier, name: '' });
      await this.#sayQuietly(entry, outcome);
    }
    for (const entry of this.#entries) {
      if (entry.kind === 'unreadable') this.#wakeUp(this.#platform.clock.now() + AGAIN_MS);
      if (entry.kind === 'underWay' && entry.next.kind === 'waitForOverlap') this.#wakeUp(entry.next.until);
    }
  }

  /** Looks again at a time, in milliseconds since 1970, or before. */
  #wakeUp(at: number): void {
    if (at === Number.POSITIVE_INFINITY || at >= this.#wakesAt) return;
    clearTimeout(this.#timer);
    this.#wakesAt = at;
    this.#timer = setTimeout(
      () => void this.takeUp(),
      Math.min(Math.max(at - this.#platform.clock.now(), 0), TIMER_MAX_MS),
    );
  }

  /** Removes what rotations that are over left behind, so that the next start finds none. */
  async #tidy(account: Account): Promise<void> {
    if (!(await this.#isAnyKnown(account))) return;
    const { tidyRotations } = await import('./machine/index.ts');
    await this.#portsOf(account)
      .then(tidyRotations)
      .catch(() => undefined);
  }

  async #quietly(account: Account, { rotation }: UnderWay): Promise<Outcome | undefined> {
    const { continueRotation } = await import('./machine/index.ts');
    let last: Outcome | undefined;
    const { oldIdentifier } = rotation;
    this.#driven.add(oldIdentifier);
    try {
      for await (const outcome of continueRotation(await this.#portsOf(account), rotation.id, {
        signal: this.#closing.signal,
      }))
        last = outcome;
    } catch {
      // Nothing was lost: the next look finds it where it stands.
    } finally {
      this.#driven.delete(oldIdentifier);
    }
    await this.#look(account);
    return last;
  }

  /** One message for what ended or needs the person now; all else is in the Account view. */
  async #sayQuietly(entry: UnderWay, outcome: Outcome): Promise<void> {
    const { rotationName } = await import('./ask.ts');
    const name = withoutLinks(rotationName(entry.rotation));
    if (outcome.kind === 'finished' && outcome.result === 'rotated') {
      void vscode.window.showInformationMessage(`The rotation of “${name}” is complete: the old key is deleted.`);
      await vscode.commands.executeCommand('tripartie.showChange');
    }
    if (outcome.kind !== 'needs' && outcome.kind !== 'parked') return;
    void vscode.window.showInformationMessage(`The rotation of “${name}” waits for you.`, 'Go On').then((choice) => {
      if (choice) void vscode.commands.executeCommand('tripartie.continueRotation', entry.rotation.id);
    });
  }

  #portsOf(account: Account): Promise<Ports> {
    if (this.#ports?.account.client !== account.client) {
      this.#ports = { account, ports: this.#ownerOf(account).then((owner) => this.#createPorts(account, owner)) };
    }
    const { ports } = this.#ports;
    ports.catch(() => {
      if (this.#ports?.ports === ports) this.#ports = undefined;
    });
    return ports;
  }

  /** Two organizations may share an address: a rotation must never act on the keys of the other one. @throws ApiError */
  async #ownerOf({ client, scope, profileId }: Account): Promise<string> {
    const me = await client.me({ awaitCredential: false });
    const owner = `${scope} ${me.organization?.id ?? `user ${me.id}`}`;
    await this.#owners.remember(profileId, owner);
    return owner;
  }

  async #createPorts(account: Account, owner: string): Promise<Ports> {
    const { createPorts } = await import('./createPorts.ts');
    const isActive = async () => {
      const current = await this.#session.account();
      return current?.client === account.client && !current.readOnly;
    };
    return createPorts(account, {
      profile: owner,
      platform: this.#platform,
      memory: this.#memory,
      signsInWith: async (identifier) => {
        const { profilesWith } = await import('../session/profiles/ownCredential.ts');
        return (await profilesWith(this.#session, account, identifier)).length > 0;
      },
      isActive,
    });
  }
}

/** The words are loaded with the first rotation. */
async function note(...what: Parameters<typeof import('./note.ts').noteOutcome>): Promise<void> {
  const { noteOutcome } = await import('./note.ts');
  noteOutcome(...what);
}
