import type { Violation } from './errors.ts';

/** What a body's field must be. Types and nulls are the deserialiser's business (400), the rest the validator's (422). */
export interface Field {
  type: 'string' | 'bool' | 'float' | 'array' | 'object';
  nullable?: true;
  /**
   * `present`: the key is needed (400). `key`: it is needed, and may be null (422). `null`, `blank`: what Symfony's
   * constraint of that name forbids (422).
   */
  required?: 'present' | 'key' | 'null' | 'blank';
  min?: number;
  max?: number;
  exact?: number;
  format?: 'email' | 'url' | 'country' | 'language' | 'date';
  choices?: readonly string[];
  minItems?: number;
  fields?: Fields;
}

/** A body's fields by name. Others are ignored, as API Platform does. */
export type Fields = { readonly [name: string]: Field };

/** Symfony's constraint codes: Symfony/Component/Validator/Constraints, and the Doctrine bridge for `notUnique`. */
export const codes = {
  blank: 'c1051bb4-d103-4f74-8988-acbcafc7fdc3',
  isNull: 'ad32d13f-c3d4-423b-909a-857b961eb720',
  missing: '2fa2158c-2a7f-484b-98aa-975522539ff8',
  tooShort: '9ff3fdc4-b214-49db-8718-39c315e33d45',
  tooLong: 'd94b19cc-114f-4f44-9cc4-4138e80a87b9',
  notExact: '4b6f5c76-22b4-409d-af16-fbe823ba9332',
  email: 'bd79c0ab-ddba-46cc-a703-a7a4b08de310',
  url: '57c2f299-1154-4870-89bb-ef3b1f5ad229',
  country: '8f900c12-61bd-455d-9398-996cd040f7f0',
  language: 'ee65fec4-9a20-4202-9f39-ca558cd7bdf7',
  choice: '8e179f1b-97aa-4560-a02f-2a8b42e49df7',
  tooFew: 'bef8e338-6ae5-4caf-b8e2-50e7b0579e69',
  password: '2d2a8bb4-ddc8-45e4-9b0f-8670d3a3e290',
  notUnique: '23bd9dbf-6b9b-41cd-a99e-4844bcf3077f',
} as const;

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const formats = {
  email: { fits: fitting(new RegExp(`^[\\w.!#$%&'*+/=?^\`{|}~-]+@${label}(?:\\.${label})+$`)), says: 'email address' },
  url: { fits: (value: string) => /^https?:\/\/[^\s/?#]+\S*$/i.test(value) && URL.canParse(value), says: 'URL' },
  country: { fits: fitting(/^[A-Z]{2,3}$/), says: 'country' },
  language: { fits: fitting(/^[a-z]{2}$/), says: 'language' },
} as const;

function fitting(pattern: RegExp): (value: string) => boolean {
  return (value) => pattern.test(value);
}

/** Every rule that a value of the right type breaks, in Symfony's words. */
export function violationsOf(path: string, field: Field, value: unknown): Violation[] {
  const found: Violation[] = [];
  const say = (message: string, code: string) => found.push({ propertyPath: path, message, code });
  const missing = value === null || value === undefined;
  if (field.required === 'key' && value === undefined) say('This field is missing.', codes.missing);
  if (field.required === 'blank' && (missing || value === '')) say('This value should not be blank.', codes.blank);
  if (field.required === 'null' && missing) say('This value should not be null.', codes.isNull);
  if (typeof value === 'string') {
    const { min = 0, max = Number.POSITIVE_INFINITY, exact, format } = field;
    const length = [...value].length;
    if (exact !== undefined && length !== exact) {
      say(`This value should have exactly ${exact} characters.`, codes.notExact);
    }
    if (length < min)
      say(`This value is too short. It should have ${plural(min, 'character')} or more.`, codes.tooShort);
    if (length > max) say(`This value is too long. It should have ${plural(max, 'character')} or less.`, codes.tooLong);
    if (value !== '' && format && format !== 'date' && !formats[format].fits(value)) {
      say(`This value is not a valid ${formats[format].says}.`, codes[format]);
    }
    if (field.choices && !field.choices.includes(value)) {
      say('The value you selected is not a valid choice.', codes.choice);
    }
  }
  if (Array.isArray(value)) {
    const { minItems = 0, choices } = field;
    if (value.length < minItems) {
      say(`This collection should contain ${plural(minItems, 'element')} or more.`, codes.tooFew);
    }
    if (choices && !value.every((item) => choices.includes(item))) {
      say('One or more of the given values is invalid.', codes.choice);
    }
  }
  return found;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
