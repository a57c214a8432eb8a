import type { Extent, Facts, RoleCount, SecretState } from './facts.ts';
import { type Finding, findingsOf, isWriteScope } from './findings.ts';
import { SIGN_IN_DAYS } from './people.ts';

/** Most keys that are drawn one by one; what is counted is counted of all. */
export const DRAWN_MAX = 500;

/** A key as figures and tables have it. */
export interface KeyLine {
  readonly identifier: string;
  readonly name: string;
  readonly ageDays?: number;
  readonly isDue: boolean;
  readonly secret: SecretState;
  readonly scopes: readonly string[];
}

/** A scope that some key has. */
export interface ScopeColumn {
  readonly scope: string;
  readonly writes: boolean;
  readonly count: number;
}

/** How many people signed in last in a span of time. */
export interface SignInLine {
  readonly label: string;
  readonly count: number;
}

/** The health of an account, as plain data: what the page, the copies and the tool are made from. */
export interface Report {
  readonly account: string;
  /** When it was counted, in words. */
  readonly counted: string;
  readonly maxAgeDays: number;
  readonly findings: readonly Finding[];
  readonly keyExtent: Extent;
  /** The oldest first; those of unknown age last. */
  readonly keys: readonly KeyLine[];
  readonly scopes: readonly ScopeColumn[];
  readonly peopleExtent: Extent;
  readonly twoFactor: readonly RoleCount[];
  readonly signIns: readonly SignInLine[];
}

/** Makes the report of what is known. */
export function reportOf(facts: Facts): Report {
  const { account, counted, maxAgeDays, keyExtent, peopleExtent, people } = facts;
  const keys = facts.keys
    .map(({ isRotating: _, isRotatable: __, ...line }): KeyLine => line)
    .sort((one, other) => (other.ageDays ?? -1) - (one.ageDays ?? -1));
  return {
    account,
    counted,
    maxAgeDays,
    findings: findingsOf(facts),
    keyExtent,
    keys,
    scopes: scopesOf(keys),
    peopleExtent,
    twoFactor: people.roles,
    signIns: people.signIns.map((count, index) => ({ label: SPANS[index] as string, count })),
  };
}

const SPANS = [
  ...SIGN_IN_DAYS.map((end, index) => {
    const before = SIGN_IN_DAYS[index - 1];
    return before === undefined ? `within ${end} days` : `${before + 1} to ${end} days ago`;
  }),
  'longer ago',
  'none known',
];

function scopesOf(keys: readonly KeyLine[]): ScopeColumn[] {
  const counts = new Map<string, number>();
  for (const { scopes } of keys) for (const scope of scopes) counts.set(scope, (counts.get(scope) ?? 0) + 1);
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([scope, count]) => ({ scope, writes: isWriteScope(scope), count }));
}
