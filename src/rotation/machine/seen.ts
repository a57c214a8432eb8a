import type { Ports, SeenMoment } from './ports.ts';

/** What of a rotation is timed by how long this window has seen it so. */
export type Timed = 'refused' | 'stored' | 'answerLost' | 'overlap';

type Watching = Pick<Ports, 'seen' | 'clock' | 'api'>;

/** When something was seen first: now, unless it was before. */
export function firstSeen(ports: Watching, id: string, what: Timed): SeenMoment {
  const known = ports.seen.get(key(id, what));
  return known ?? seeAnew(ports, id, what);
}

/** For how long something has been seen, in milliseconds; 0 when it was not before. */
export function seenFor(ports: Watching, id: string, what: Timed): number {
  return ports.clock.elapsed() - firstSeen(ports, id, what).elapsed;
}

/** It has just begun. */
export function seeAnew({ seen, clock, api }: Watching, id: string, what: Timed): SeenMoment {
  const moment = { elapsed: clock.elapsed(), api: api.time()?.atLeast ?? Number.NaN };
  seen.set(key(id, what), moment);
  return moment;
}

/** It is not so any more. */
export function unsee({ seen }: Pick<Ports, 'seen'>, id: string, ...all: readonly Timed[]): void {
  for (const what of all) seen.delete(key(id, what));
}

function key(id: string, what: Timed): string {
  return `${what} ${id}`;
}
