import type { Fault } from './faults/faults.ts';

/** One request that arrived. Headers and bodies are never kept. */
export interface RequestLine {
  method: string;
  /** With its query. */
  path: string;
  /** Absent while under way, and where the connection broke instead. */
  status?: number;
  /** The fault that struck it. */
  fault?: Fault['kind'];
}

/** What arrived at a sandbox. */
export interface RequestLog {
  /** How many requests arrived. */
  readonly total: number;
  /** How many are under way, and how many ever were at once. */
  readonly underWay: number;
  readonly peak: number;
  /** The last 10,000, in the order of their arrival. */
  readonly lines: readonly Readonly<RequestLine>[];
}

const KEPT = 10_000;

/** A log, and how the sandbox writes to it: the line to fill in, then `end` when the request is over. */
export function createRequestLog(): { log: RequestLog; begin(request: Request): { line: RequestLine; end(): void } } {
  const lines: RequestLine[] = [];
  const log = { total: 0, underWay: 0, peak: 0, lines };
  return {
    log,
    begin({ method, url }) {
      const { pathname, search } = new URL(url);
      const line: RequestLine = { method, path: pathname + search };
      lines.push(line);
      if (lines.length > KEPT) lines.shift();
      log.total++;
      log.peak = Math.max(log.peak, ++log.underWay);
      return { line, end: () => void log.underWay-- };
    },
  };
}
