import type { UserSummary } from '../api/index.ts';

/** What a row does that is no user. */
export interface Help {
  /** Tells it apart from other helps, whatever its words are at the moment. */
  readonly kind: 'sign in' | 'load' | 'look up' | 'invite';
  run(): void;
}

/** What is chosen with a row: a user, a help, or nothing, where it only says something. */
export interface ChosenRow {
  user?: UserSummary;
  help?: Help;
}

/**
 * The row that Enter is to choose after a redraw: what the person is about to choose stays that, and else no help takes
 * the place of the best match.
 */
export function activeRow<R extends ChosenRow>(rows: readonly R[], before: ChosenRow | undefined): R | undefined {
  const same = ({ user, help }: R) =>
    user ? user.id === before?.user?.id : help !== undefined && help.kind === before?.help?.kind;
  return rows.find(same) ?? rows.find(({ user }) => user);
}
