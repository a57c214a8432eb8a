import type { Clock as ComputerClock } from '../platform/clock.ts';

/** What the API's clock shows now, in milliseconds since 1970: answers tell it to the second, and are on their way for a while. */
export interface ApiTime {
  /** It is not earlier than this. */
  readonly atLeast: number;
  /** It is not later than this, unless this computer has slept since the answer. */
  readonly atMost: number;
  /** When the answer came that told it: how much time had passed, see `Clock.elapsed` of the platform. */
  readonly heardAt: number;
  /** How much longer ago that was by the wall clock: this computer may have slept for that long, or its clock was set. */
  readonly mayHaveSlept: number;
}

/** A moment by this computer: the wall clock may be set, and elapsed time may stand still while the computer sleeps. */
interface Moment {
  readonly now: number;
  readonly elapsed: number;
}

/** How exactly a `Date` says the time, in milliseconds. */
const GRAIN_MS = 1_000;

/**
 * The API's clock, as the `Date` of its answers tells (RFC 9110 section 6.6.1). Between two answers it goes on by elapsed
 * time, so that whoever sets this computer's clock does not move it.
 */
export class Clock {
  readonly #computer: Pick<ComputerClock, 'now' | 'elapsed'>;
  #heard: { readonly date: number; readonly sent: Moment; readonly answered: Moment } | undefined;

  constructor(computer: Pick<ComputerClock, 'now' | 'elapsed'>) {
    this.#computer = computer;
  }

  /** This moment, to be kept for {@link note}. */
  moment(): Moment {
    const { now, elapsed } = this.#computer;
    return { now: now(), elapsed: elapsed() };
  }

  /**
   * This computer's time minus the API's at its last answer, in milliseconds, good to a second; `undefined` until one
   * told. The least that explains the answer counts: a slow one is no wrong clock.
   */
  get skewMs(): number | undefined {
    if (!this.#heard) return undefined;
    const { date, sent, answered } = this.#heard;
    return Math.max(sent.now - date, Math.min(0, answered.now - date));
  }

  /** What the API's clock shows now; `undefined` until an answer told. */
  get time(): ApiTime | undefined {
    if (!this.#heard) return undefined;
    const { date, sent, answered } = this.#heard;
    const { now, elapsed } = this.moment();
    const passed = elapsed - answered.elapsed;
    return {
      atLeast: date + passed,
      atMost: date + GRAIN_MS + elapsed - sent.elapsed,
      heardAt: answered.elapsed,
      mayHaveSlept: Math.max(now - answered.now - passed, 0),
    };
  }

  /** The same in one number, for what is only shown; by this computer's clock until an answer told. */
  now(): number {
    return Math.round(this.time?.atLeast ?? this.#computer.now());
  }

  /**
   * Notes the time of an answer that came now. One that a cache has kept for a while says so (`Age`).
   * @param sent when its request was sent
   */
  note(headers: Headers, sent: Moment): void {
    const age = Number(headers.get('age') ?? 0) * 1_000;
    const date = Date.parse(headers.get('date') ?? '') + age;
    if (Number.isNaN(date)) return;
    this.#heard = { date, sent, answered: this.moment() };
  }
}
