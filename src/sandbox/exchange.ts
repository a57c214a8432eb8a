import { setTimeout } from 'node:timers/promises';
import type { createApp } from './app.ts';
import type { Fault } from './faults/faults.ts';
import { faultyAnswer } from './faults/faultyAnswer.ts';
import type { createRequestLog } from './requestLog.ts';

/** What a request passes on its way. */
interface Way {
  app: ReturnType<typeof createApp>;
  strike(request: Request): Fault | undefined;
  begin: ReturnType<typeof createRequestLog>['begin'];
  latencyMs: number;
}

/** The network around the API: the log, the latency, the faults, and callers who give up. */
export function createExchange({ app, strike, begin, latencyMs }: Way): (request: Request) => Promise<Response> {
  const answer = async (request: Request, fault: Fault | undefined): Promise<Response> => {
    if (latencyMs > 0) await setTimeout(latencyMs);
    const propagationMs = fault?.kind === 'propagation' ? { propagationMs: fault.ms } : {};
    const proceed = () => app(request, propagationMs);
    return fault ? faultyAnswer(fault, proceed) : proceed();
  };

  return async (request) => {
    request.signal.throwIfAborted();
    const { line, end } = begin(request);
    const fault = strike(request);
    if (fault) line.fault = fault.kind;
    try {
      const response = await untilAborted(request.signal, answer(request, fault));
      line.status = response.status;
      return response;
    } finally {
      end();
    }
  };
}

async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
  });
  return Promise.race([work, aborted]).finally(() => over.abort());
}
