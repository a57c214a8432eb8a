import assert from 'node:assert/strict';
import contract from '../../src/api/openapi.json' with { type: 'json' };
import extras from '../../src/api/openapi-extras.json' with { type: 'json' };
import type { Sandbox } from '../../src/sandbox/index.ts';
import { requestsOf } from './support.ts';

interface Described {
  readonly responses: Readonly<Record<string, unknown>>;
}

/** The operations of the rest of the API that the extension uses. */
const USED_EXTRAS = ['DELETE /users/{id}', 'PATCH /users/{id}/email'] as const;

/** Every operation of the contract, "PATCH /users/{id}/password", and all others that the extension uses. */
export const everyOperation: readonly string[] = [
  ...Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  ),
  ...USED_EXTRAS,
];

/** In which file of tests each operation is met with all its answers, so that none waits for what other files have met. */
export const metIn = {
  account: [
    'PATCH /users/{id}',
    'PATCH /users/{id}/password',
    'PATCH /users/{id}/email',
    'PATCH /users/{id}/email-validation',
    'POST /register',
  ],
  personas: ['POST /personas/register', 'POST /personas/authentication', 'GET /personas/me'],
  refusals: [
    'GET /api-clients',
    'POST /api-clients',
    'GET /api-clients/{identifier}',
    'DELETE /api-clients/{identifier}',
    'GET /users',
    'GET /users/{id}',
    'DELETE /users/{id}',
    'POST /invite',
    'POST /token',
  ],
  signInWithPassword: ['POST /authentication'],
  totpPanel: ['GET /me', 'PATCH /users/{id}/totp-setup', 'PATCH /users/{id}/totp-toggle'],
} as const;

/** The last tests of a file: those before them have together met every answer of the operations that are the file's. */
export function everyAnswerIsMet(file: keyof typeof metIn, sandbox: () => Sandbox): void {
  describe('the tests of this file', () => {
    for (const operation of metIn[file]) {
      it(`meet the answers that the contract documents of ${operation}`, () => {
        assert.deepEqual(unseenAnswers(sandbox(), operation), []);
      });
    }
  });
}

/**
 * The answers that the contract documents for an operation and that the sandbox did not give, so that no test can have
 * shown what the extension makes of them.
 */
function unseenAnswers(sandbox: Sandbox, operation: string): string[] {
  const [method = '', path = ''] = operation.split(' ');
  const documents: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[] = [
    contract.paths,
    extras.paths,
  ];
  const described = documents
    .map((paths) => paths[path]?.[method.toLowerCase()] as Described | undefined)
    .find((each) => each !== undefined);
  if (!described) throw new Error(`The contract has no operation "${operation}".`);
  const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/?]+')}(\\?|$)`);
  const seen = requestsOf(sandbox).filter((line) => line.method === method && pattern.test(line.path));
  return Object.keys(described.responses)
    .filter((status) => !seen.some((line) => line.status === Number(status)))
    .map((status) => `${operation}: ${status}`);
}
