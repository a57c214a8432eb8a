/** Which requests a fault is for. All that are left out match. */
interface FaultTarget {
  method?: string;
  /** A path without its query; `*` stands for any characters. */
  path?: string;
  /** The first matching request that it strikes, counted from 1 when the fault is added. Default 1. */
  nth?: number;
  /** How many it strikes from there on. Default 1. */
  times?: number | 'always';
}

/** Whether a fault strikes before or after the API has done what was asked. */
type When = 'before' | 'after';

/** What goes wrong. Where `when` may be left out it is `before`. */
export type FaultEffect =
  /** The connection is reset. In memory, `fetch` rejects as it does then. */
  | { kind: 'reset'; when: When }
  /** No answer ever. */
  | { kind: 'hang'; when: When }
  /** 429, by default without any header that tells when to come back. */
  | { kind: 'rateLimit'; retryAfter?: string }
  /** A failure in the API's own words. */
  | { kind: 'status'; status: 500 | 503; retryAfter?: string; when?: When }
  /** A page of a proxy's instead of an answer. */
  | { kind: 'html'; status: 200 | 502; when?: When }
  | { kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308; to: string; when?: When }
  /** Any other answer. */
  | { kind: 'replace'; status: number; body: string; headers?: Record<string, string>; when?: When }
  /** The real status and headers with no body. */
  | { kind: 'empty' }
  /** The real answer, cut off after so many bytes: by default half of them. */
  | { kind: 'truncate'; bytes?: number }
  /** The real answer, a byte at a time, with so many milliseconds before each. */
  | { kind: 'drip'; intervalMs: number }
  /** The real answer, blown up with blanks to so many bytes. It is still JSON. */
  | { kind: 'oversize'; bytes: number }
  /** `/token` refuses the client that this request makes for so many milliseconds of the sandbox's clock. */
  | { kind: 'propagation'; ms: number };

/** A fault to add to a sandbox. */
export type Fault = FaultTarget & FaultEffect;

/** A fault that was added. */
export interface FaultHandle {
  /** How many requests it was for, and how many of them it struck. */
  readonly matched: number;
  readonly fired: number;
  remove(): void;
}

/** The faults of a sandbox. At most one strikes a request: the first that was added and is due. */
export interface Faults {
  add(fault: Fault): FaultHandle;
  /** Removes all. */
  clear(): void;
}

type Planned = { fault: Fault; matches: RegExp; handle: { matched: number; fired: number; remove(): void } };

/** The faults of a sandbox, and how it asks for the one that strikes a request. */
export function createFaults(): { faults: Faults; strike(request: Request): Fault | undefined } {
  let planned: Planned[] = [];
  const isFor = ({ fault, matches }: Planned, { method, url }: Request) =>
    (fault.method ?? method) === method && matches.test(new URL(url).pathname);
  const isDue = ({ fault: { nth = 1, times = 1 }, handle }: Planned) =>
    handle.matched >= nth && (times === 'always' || handle.fired < times);

  return {
    faults: {
      add(fault) {
        const remove = () => {
          planned = planned.filter(({ handle }) => handle !== plan.handle);
        };
        const plan = { fault, matches: pattern(fault.path ?? '*'), handle: { matched: 0, fired: 0, remove } };
        planned.push(plan);
        return plan.handle;
      },
      clear() {
        planned = [];
      },
    },
    strike(request) {
      const matching = planned.filter((plan) => isFor(plan, request));
      for (const { handle } of matching) handle.matched++;
      const due = matching.find(isDue);
      if (due) due.handle.fired++;
      return due?.fault;
    },
  };
}

function pattern(path: string): RegExp {
  const literal = path.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}
