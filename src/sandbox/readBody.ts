import { dateOf } from './dates.ts';
import { problem, type Refusal, unprocessable, type Violation } from './errors.ts';
import { type Field, type Fields, violationsOf } from './violations.ts';

type Value<F extends Field> =
  | (F['type'] extends 'string'
      ? string
      : F['type'] extends 'bool'
        ? boolean
        : F['type'] extends 'float'
          ? number
          : F['type'] extends 'array'
            ? string[]
            : F extends { fields: infer Nested extends Fields }
              ? Body<Nested>
              : never)
  | (F extends { nullable: true } ? (F extends { required: 'null' | 'blank' } ? never : null) : never);

type Needed<T extends Fields> = { [K in keyof T]: T[K] extends { required: string } ? K : never }[keyof T];

/** What a table of fields lets through: a field that need not be there is absent, never undefined. */
export type Body<T extends Fields> = { -readonly [K in Needed<T>]: Value<T[K]> } & {
  -readonly [K in Exclude<keyof T, Needed<T>>]?: Value<T[K]>;
};

/** Sees to what a table cannot say, such as that an address is taken. */
export type Check<T extends Fields> = (body: Body<T>) => Violation[];

/**
 * The JSON body of a request, checked against a table. Ends in 415 for another content type, 400 for malformed JSON and
 * wrong types, 422 for broken rules; `check` runs when no rule of the table is broken.
 */
export async function readBody<T extends Fields>(request: Request, fields: T, check?: Check<T>): Promise<Body<T>> {
  const contentType = request.headers.get('Content-Type');
  if (contentType === null) throw problem(415, 'The "Content-Type" header must exist.');
  if (contentType.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    throw problem(
      415,
      `The content-type "${contentType}" is not supported. Supported MIME types are "application/json".`,
    );
  }
  const body = pickFields(parse(await request.text()), fields);
  const broken = brokenRules(body, fields, '');
  if (broken.length > 0) throw unprocessable(broken);
  const further = check?.(body as Body<T>) ?? [];
  if (further.length > 0) throw unprocessable(further);
  return body as Body<T>;
}

function parse(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw problem(400, 'Syntax error');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed();
  return value;
}

const malformed = (): Refusal => problem(400, 'The request is malformed and therefore cannot be executed');

/** The declared fields of a body that are there, each of its declared type. Ends in 400. */
function pickFields(given: object, fields: Fields): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value: unknown = Object.hasOwn(given, name) ? given[name as keyof typeof given] : undefined;
    if (value === undefined && field.required === 'present') throw malformed();
    if (value === undefined) continue;
    if (value === null && field.nullable) {
      picked[name] = null;
      continue;
    }
    if (!hasType(field, value)) throw wrongType(name, field.type, value);
    picked[name] = taken(field, value);
  }
  return picked;
}

/** A value as it is kept. */
function taken(field: Field, value: unknown): unknown {
  if (field.fields) return pickFields(value as object, field.fields);
  return field.format === 'date' ? dateOf(value as string) : value;
}

function brokenRules(body: Record<string, unknown>, fields: Fields, prefix: string): Violation[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = body[name];
    const own = violationsOf(prefix + name, field, value);
    if (!field.fields || typeof value !== 'object' || value === null) return own;
    return [...own, ...brokenRules(value as Record<string, unknown>, field.fields, `${prefix}${name}.`)];
  });
}

function hasType(field: Field, value: unknown): boolean {
  switch (field.type) {
    case 'string':
      return typeof value === 'string' && (field.format !== 'date' || dateOf(value) !== undefined);
    case 'bool':
      return typeof value === 'boolean';
    case 'float':
      return typeof value === 'number';
    case 'array':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}

/** API Platform's text, with the types as PHP calls them. */
function wrongType(name: string, wanted: string, value: unknown): Refusal {
  const given =
    value === null
      ? 'NULL'
      : typeof value === 'object'
        ? 'array'
        : typeof value === 'number'
          ? Number.isInteger(value)
            ? 'integer'
            : 'double'
          : typeof value;
  return problem(400, `The type of the "${name}" attribute must be "${wanted}", "${given}" given.`);
}
