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

/**
 * The answers that the contract documents for these operations and that none of these sandboxes gave, so that no test
 * can have shown what the extension makes of them.
 */
export function unseenAnswers(sandboxes: readonly Sandbox[], operations: readonly string[]): string[] {
  const lines = requestsOf(sandboxes);
  const documents: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[] = [
    contract.paths,
    extras.paths,
  ];
  return operations.flatMap((operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const described = documents
      .map((paths) => paths[path]?.[method.toLowerCase()] as Described | undefined)
      .find((each) => each !== undefined);
    if (!described) throw new Error(`The contract has no operation "${operation}".`);
    const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/?]+')}(\\?|$)`);
    const seen = lines.filter((line) => line.method === method && pattern.test(line.path));
    return Object.keys(described.responses)
      .filter((status) => !seen.some((line) => line.status === Number(status)))
      .map((status) => `${operation}: ${status}`);
  });
}
