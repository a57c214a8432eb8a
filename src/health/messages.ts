import * as v from 'valibot';
import { FINDING_KINDS, type Report } from './report/index.ts';

/** A list of which more can be loaded. */
export type ListName = 'keys' | 'people';

/** What the page shows. Of long lists it has the beginning; counts are of all. */
export interface PageReport extends Report {
  /** Which lists are being loaded. */
  readonly loading: readonly ListName[];
}

/** From the extension to the page. */
export type ToPage =
  | { readonly type: 'report'; readonly report: PageReport }
  /** There is nothing to show, and why. */
  | { readonly type: 'nothing'; readonly words: string }
  /** Something was done. */
  | { readonly type: 'said'; readonly words: string }
  /** What a button led to is over: it has the focus again. */
  | { readonly type: 'back'; readonly name: string };

const fromPage = v.variant('type', [
  /** The page was drawn, for the first time or again, and shows nothing yet. */
  v.strictObject({ type: v.literal('ready') }),
  /** Do what a finding asks for. */
  v.strictObject({ type: v.literal('act'), kind: v.picklist(FINDING_KINDS) }),
  /** Show a key in the API Clients view. */
  v.strictObject({ type: v.literal('reveal'), identifier: v.pipe(v.string(), v.maxLength(64)) }),
  /** Show somebody whom a finding names. */
  v.strictObject({
    type: v.literal('showUser'),
    id: v.union([v.number(), v.pipe(v.string(), v.maxLength(64))]),
    name: v.pipe(v.string(), v.maxLength(200)),
  }),
  v.strictObject({ type: v.literal('signIn') }),
  /** Load what is not loaded yet. */
  v.strictObject({ type: v.literal('load'), list: v.picklist(['keys', 'people']) }),
  v.strictObject({ type: v.literal('copy'), as: v.picklist(['csv', 'markdown', 'svg']) }),
]);

/** From the page to the extension. */
export type FromPage = v.InferOutput<typeof fromPage>;

/** @returns `undefined` for anything that the page does not send */
export function readFromPage(data: unknown): FromPage | undefined {
  const result = v.safeParse(fromPage, data);
  return result.success ? result.output : undefined;
}
