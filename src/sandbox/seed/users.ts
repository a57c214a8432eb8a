import { idOfEmail, OWNER, person, SEED_ORGANIZATION } from './people.ts';
import type { SandboxState, UserRecord } from './state.ts';

/** The users: those of the seed, computed, under an overlay of those that were changed, made or deleted. */
export interface Users {
  get(id: number): UserRecord | undefined;
  byEmail(email: string): UserRecord | undefined;
  count(organization: number): number;
  /** At most `count` users of an organization by ascending id, from the position `start` (0 is the first) on. */
  slice(organization: number, start: number, count: number): UserRecord[];
  save(user: UserRecord): void;
  remove(id: number): void;
  /** An id that no user ever had. */
  nextId(): number;
}

/** The users of a state. Reads and writes that state's overlay only. */
export function createUsers(state: SandboxState): Users {
  const seeded = (id: number) => id === OWNER || (id > 1 && id <= state.users);
  const get = (id: number): UserRecord | undefined => {
    if (state.deletedUsers.includes(id)) return undefined;
    return state.changedUsers[id] ?? (seeded(id) ? person(state.seed, id, state.startedAt) : undefined);
  };
  const made = (organization: number) =>
    Object.values(state.changedUsers).filter((user) => user.organization === organization && !seeded(user.id));
  // The owner of a sandbox without users exists but is not listed.
  const deletedOfSeed = () => state.deletedUsers.filter((id) => id <= state.users).sort((a, b) => a - b);
  const seededCount = (organization: number) =>
    organization === SEED_ORGANIZATION ? state.users - deletedOfSeed().length : 0;

  return {
    get,
    byEmail(email) {
      const wanted = email.toLowerCase();
      const same = (user: UserRecord | undefined) => user?.email.toLowerCase() === wanted;
      const changed = Object.values(state.changedUsers).find((user) => same(user) && get(user.id));
      const bySeed = get(idOfEmail(wanted));
      return changed ?? (same(bySeed) ? bySeed : undefined);
    },
    count: (organization) => seededCount(organization) + made(organization).length,
    slice(organization, start, count) {
      const ofSeed = Math.max(0, Math.min(count, seededCount(organization) - start));
      const deleted = deletedOfSeed();
      const users = Array.from({ length: ofSeed }, (_, index) => get(idAt(start + index, deleted)) as UserRecord);
      const rest = Math.max(0, start - seededCount(organization));
      return users.concat(made(organization).slice(rest, rest + count - ofSeed));
    },
    save(user) {
      state.changedUsers[user.id] = user;
    },
    remove(id) {
      delete state.changedUsers[id];
      state.deletedUsers.push(id);
    },
    nextId() {
      const taken = [...Object.keys(state.changedUsers).map(Number), ...state.deletedUsers];
      return taken.reduce((highest, id) => Math.max(highest, id), Math.max(state.users, OWNER)) + 1;
    },
  };
}

/** The id at a position of the seed's users that are left, given the deleted ids in ascending order. */
function idAt(position: number, deleted: readonly number[]): number {
  let id = position + 1;
  for (const gone of deleted) if (gone <= id) id++;
  return id;
}
