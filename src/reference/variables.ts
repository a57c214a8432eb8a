import { isReference } from './reference.ts';

/** What of a debug configuration tells variables of the environment; anything may be in them. */
interface Configuration {
  /** Name to value, as most debuggers take them. */
  readonly env?: unknown;
  /** A list of `name` and `value`, as those for C and C++ do. */
  readonly environment?: unknown;
}

/**
 * A configuration with other values where its environment has references; all else stays. What is given is not changed.
 * @param valueFor told the reference as it is written, and the name of its variable
 */
export function withValues<T extends object>(config: T, valueFor: (reference: string, variable: string) => string): T {
  const { env, environment } = config as Configuration;
  return {
    ...config,
    ...(isObject(env) && {
      env: Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, isReference(value) ? valueFor(value, name) : value]),
      ),
    }),
    ...(Array.isArray(environment) && {
      environment: environment.map((entry: unknown) =>
        isObject(entry) && isReference(entry.value)
          ? { ...entry, value: valueFor(entry.value, String(entry.name)) }
          : entry,
      ),
    }),
  };
}

/** Whether a path in a file of configurations leads to the value of a variable: where a reference means something. */
export function isVariable(path: readonly string[]): boolean {
  return path.at(-2) === 'env' || (path.at(-1) === 'value' && path.at(-3) === 'environment');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
