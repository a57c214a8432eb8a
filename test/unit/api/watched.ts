import assert from 'node:assert/strict';
import {
  absentHeaders,
  answerComplaints,
  type Operation,
  operationAt,
  operations,
  requestComplaints,
} from '../../helpers/contract.ts';

const breaches: string[] = [];
/** Checks of requests that no answer waits for. */
const checks: Promise<void>[] = [];
const met = new Set<string>();

/** How `unmet` names an operation's answer. */
function name({ method, path }: Operation, status: number | string): string {
  return `${method.toUpperCase()} ${path} ${status}`;
}

/** Notes that a sandbox gave this answer. */
export function noteMet(operation: Operation, status: number): void {
  met.add(name(operation, status));
}

/** Checks a request against the documents, beside the test, which may have stopped the clock. */
export function checkRequest(request: Request): void {
  const operation = operationAt(request.method, new URL(request.url).pathname);
  if (operation === undefined) breaches.push(`${request.method} is no operation of the documents`);
  else
    checks.push(
      requestComplaints(request.clone(), operation).then((each) => each.forEach(noteOf(operation, 'request'))),
    );
}

function noteOf({ method, path }: Operation, what: string): (complaint: string) => void {
  return (complaint) => breaches.push(`${method} ${path} ${what}: ${complaint}`);
}

/**
 * Checks every request against the documents before it goes on to a sandbox, and every answer that comes back, which is
 * noted as met. What breaks them fails the test that is running; a client would turn it into an error of its own, were
 * it thrown.
 */
export function watched(inner: (request: Request) => Promise<Response>): typeof fetch {
  return async (input) => {
    assert.ok(input instanceof Request);
    const operation = operationAt(input.method, new URL(input.url).pathname);
    if (operation === undefined) {
      breaches.push(`${input.method} is no operation of the documents`);
      return inner(input);
    }
    (await requestComplaints(input.clone(), operation)).forEach(noteOf(operation, 'request'));
    const answer = await inner(input);
    const { status, headers } = answer;
    noteMet(operation, status);
    const text = await answer.clone().text();
    const read = { status, headers, text };
    [...answerComplaints(operation, read), ...absentHeaders(operation, read)].forEach(
      noteOf(operation, `answer ${status}`),
    );
    return answer;
  };
}

/** The operations and statuses of the contract (without the further operations) that no sandbox has answered with so far. */
export function unmet(): string[] {
  return operations
    .filter(({ document }) => document === 'contract')
    .flatMap((operation) => operation.statuses.map((status) => name(operation, status)))
    .filter((each) => !met.has(each));
}

afterEach('the contract held', async () => {
  await Promise.all(checks.splice(0));
  assert.deepEqual(breaches.splice(0), []);
});
