import * as vscode from 'vscode';
import type { ApiClient, UserSummary } from '../api/index.ts';
import { systemClock } from '../platform/clock.ts';
import { isDue } from '../rotation/machine/due.ts';
import { recreatable } from '../rotation/machine/recreatable.ts';
import { inSlices } from '../secretSearch/index.ts';
import { accountName } from '../session/profiles/profile.ts';
import type { Account, Session } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import { plain } from '../ui/plainText.ts';
import { roleName } from '../ui/roles.ts';
import { maxAgeDays, onDidChangeSetting } from '../ui/settings.ts';
import { daysSince, longDate } from '../ui/time.ts';
import { userName } from '../ui/userName.ts';
import {
  countPeople,
  type Extent,
  type KeyFact,
  NO_PEOPLE,
  type PeopleFacts,
  type Report,
  reportOf,
} from './report/index.ts';
import type { Marks, Rooms } from './rooms.ts';

/** How long is waited after each count, in milliseconds: pages of users come faster than anybody reads. */
const PAUSE_MS = 300;

/** What was counted for an account. */
interface Counted {
  readonly account: Account;
  /** What the keys were counted from: it counts until they are loaded anew. */
  clients?: readonly ApiClient[];
  keys: readonly KeyFact[];
  keyExtent: Extent;
  people: PeopleFacts;
  peopleExtent: Extent;
}

const NOTHING_SEEN: Extent = { seen: 0, isComplete: false };

/** The health of the account that is signed in, as far as other rooms have loaded it. Lists nothing itself. */
export class Health implements vscode.Disposable {
  readonly #session: Session;
  readonly #marks: Marks;
  readonly #rooms: Rooms;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when {@link report} may say something else. */
  readonly onDidChange = this.#changed.event;
  readonly #listeners: vscode.Disposable;
  readonly #closing = new AbortController();
  readonly #due = new Set<'keys' | 'people'>();
  #counted: Counted | undefined;
  #report: Report | undefined;
  #secretsListener: vscode.Disposable | undefined;
  /** The counts so far, one after the other. */
  #last: Promise<void> = Promise.resolve();
  #isCounting = false;
  /** Another one once what was counted is not to be shown any more. */
  #epoch = 0;

  constructor(session: Session, marks: Marks, rooms: Rooms) {
    this.#session = session;
    this.#marks = marks;
    this.#rooms = rooms;
    const keys = () => this.#count('keys');
    const other = () => {
      this.#forget();
      this.#epoch += 1;
      // At once: a count that is under way may take its time.
      this.#changed.fire();
      this.#count('keys', 'people');
    };
    this.#listeners = vscode.Disposable.from(
      this.#changed,
      session.onDidChange(other),
      session.onDidChangeKey(other),
      session.onDidDescribe(keys),
      marks.onDidChange(keys),
      rooms.clients.onDidLoad(keys),
      // A folded view is not loaded anew: what is known of it may be outdated from now on.
      rooms.clients.tree.onDidChangeTreeData(() => {
        if (rooms.clients.tree.isComplete !== this.#counted?.keyExtent.isComplete) keys();
      }),
      rooms.users.people.onDidChange(() => this.#count('people')),
      onDidChangeSetting('tripartie.rotation.maxAgeDays', keys),
    );
    other();
  }

  /** What was counted last; `undefined` where nobody is signed in who may look. */
  get report(): Report | undefined {
    return this.#report;
  }

  /** The same, with all that is loaded by now. */
  async latest(): Promise<Report | undefined> {
    this.#due.add('keys').add('people');
    await this.#countDue();
    return this.report;
  }

  dispose(): void {
    this.#closing.abort();
    this.#listeners.dispose();
    this.#secretsListener?.dispose();
  }

  #count(...what: ('keys' | 'people')[]): void {
    for (const each of what) this.#due.add(each);
    if (!this.#isCounting) void this.#countOn();
  }

  async #countOn(): Promise<void> {
    const { signal } = this.#closing;
    this.#isCounting = true;
    while (this.#due.size > 0 && !signal.aborted) {
      await this.#countDue();
      // Ends early when this is disposed of.
      await systemClock.sleep(PAUSE_MS, signal).catch(() => undefined);
    }
    this.#isCounting = false;
  }

  #countDue(): Promise<void> {
    this.#last = this.#last
      .then(() => this.#countWhatIsDue())
      // The next count is made all the same.
      .catch(() => undefined)
      .then(() => this.#changed.fire());
    return this.#last;
  }

  async #countWhatIsDue(): Promise<void> {
    const due = new Set(this.#due);
    this.#due.clear();
    const epoch = this.#epoch;
    const state = await this.#session.current().catch(() => undefined);
    if (state?.kind !== 'signedIn' || state.refused || state.account.kind !== 'personalKey') {
      this.#forget();
      return;
    }
    const { account } = state;
    if (this.#closing.signal.aborted) return;
    if (this.#counted?.account.client !== account.client) {
      this.#forget();
      due.add('keys').add('people');
      this.#secretsListener?.dispose();
      this.#secretsListener = account.secrets.onDidChange(() => this.#count('keys'));
    }
    const before = this.#counted;
    const keys = due.has('keys') ? await this.#keysOf(account, before?.clients) : undefined;
    const people = due.has('people') ? await this.#peopleOf(account) : undefined;
    if (account.ended.aborted || epoch !== this.#epoch) return;
    const at = new Date(account.client.now());
    const counted: Counted = { ...NOBODY, ...before, ...keys, ...people, account };
    this.#counted = counted;
    const name = plain(accountName(account), 80);
    this.#report = reportOf({ ...counted, account: name, counted: longDate(at), maxAgeDays: maxAgeDays() });
  }

  #forget(): void {
    this.#counted = undefined;
    this.#report = undefined;
  }

  async #keysOf(
    account: Account,
    before: readonly ApiClient[] | undefined,
  ): Promise<Pick<Counted, 'clients' | 'keys' | 'keyExtent'> | undefined> {
    const { tree, known } = this.#rooms.clients;
    // They are being loaded anew, or will be: until they are there, those from before count, and are not all.
    const clients = known() ?? before;
    if (!clients) return undefined;
    const now = account.client.now();
    const maxAge = maxAgeDays();
    const keys = await Promise.all(
      clients.map(async (client): Promise<KeyFact> => {
        const { identifier, createdAt } = client;
        const isRotating = this.#marks.markOf(identifier) !== undefined;
        const place = await account.secrets.place(identifier).catch(() => 'unknown' as const);
        return {
          identifier,
          name: clientName(client),
          ...(createdAt && { ageDays: Math.max(0, daysSince(createdAt, now)) }),
          scopes: client.scopes.map((scope) => plain(scope, 40)),
          secret: place === 'absent' ? 'elsewhere' : place === 'unknown' ? place : 'here',
          isRotating,
          isDue: !isRotating && isDue(client, maxAge, now),
          isRotatable: 'all' in recreatable(client.scopes),
        };
      }),
    );
    return { clients, keys, keyExtent: { seen: keys.length, isComplete: tree.isComplete } };
  }

  async #peopleOf(account: Account): Promise<Pick<Counted, 'people' | 'peopleExtent'> | undefined> {
    const { people: known, isComplete: isListed } = this.#rooms.users;
    const directory = (await known.seen(account))?.directory;
    if (!directory) return { people: NO_PEOPLE, peopleExtent: { seen: 0, isComplete: isListed() } };
    const people = await inSlices(countPeople(directory.users(), account.client.now(), WORDS), account.ended);
    if (!people) return undefined;
    const { total, unreadable, listed, loading } = directory.progress;
    const isComplete = (listed && !loading && unreadable === undefined) || isListed();
    return { people, peopleExtent: { seen: people.seen, isComplete, ...(total !== undefined && { total }) } };
  }
}

const WORDS = {
  nameOf: userName,
  emailOf: (user: UserSummary) => {
    const email = plain(user.email ?? '');
    return email === userName(user) ? '' : email;
  },
  roleName,
};

const NOBODY: Omit<Counted, 'account'> = {
  keys: [],
  keyExtent: NOTHING_SEEN,
  people: NO_PEOPLE,
  peopleExtent: NOTHING_SEEN,
};
