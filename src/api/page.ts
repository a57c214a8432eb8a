import { array, type GenericSchema, type InferOutput } from 'valibot';
import { as, Mismatch, type Reader } from './answer.ts';
import { present } from './wire/shared.ts';

/** One page of a list. */
export interface Page<T> {
  readonly items: T[];
  /** From 1. */
  readonly page: number;
  /** The number of items in the whole list as the server told it with this page (`Content-Range`). */
  readonly total?: number;
}

/** A reader of the page that was asked for. */
export function pageOf<S extends GenericSchema, T>(schema: S, map: (wire: InferOutput<S>) => T): Reader<Page<T>> {
  const read: Reader<Page<T>> = as(array(schema), (wires, { page, total }) =>
    present({ items: wires.map((wire) => map(wire)), page, total }),
  );
  return (json, context) => {
    // As in `as`: a list of lists fits a list of objects whose fields may all be absent.
    if (Array.isArray(json) && json.some(Array.isArray)) throw new Mismatch();
    return read(json, context);
  };
}
