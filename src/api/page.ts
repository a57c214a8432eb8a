import { type GenericSchema, type InferOutput, safeParse } from 'valibot';
import { Mismatch, type Reader } from './answer.ts';
import { present } from './wire/shared.ts';

/** One page of a list. */
export interface Page<T> {
  readonly items: T[];
  /** From 1. */
  readonly page: number;
  /** The number of items in the whole list as the server told it with this page (`Content-Range`). */
  readonly total?: number;
  /** Entries of this page that do not say what they are, and so are not among the items. Absent when there are none. */
  readonly unreadable?: number;
}

/** A reader of the page that was asked for. An entry that cannot be read is counted, and takes no other with it. */
export function pageOf<S extends GenericSchema, T>(schema: S, map: (wire: InferOutput<S>) => T): Reader<Page<T>> {
  return (json, { page, total }) => {
    if (!Array.isArray(json)) throw new Mismatch();
    // A list of something else altogether is no answer of the API.
    if (json.length > 0 && !json.some(isEntry)) throw new Mismatch();
    const items: T[] = [];
    for (const entry of json) {
      const result = isEntry(entry) ? safeParse(schema, entry, { abortEarly: true }) : undefined;
      if (result?.success) items.push(map(result.output));
    }
    const unreadable = json.length - items.length;
    return present({ items, page, total, unreadable: unreadable > 0 ? unreadable : undefined });
  };
}

/** A list has no fields, and so would fit any schema whose fields may all be absent. */
function isEntry(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
