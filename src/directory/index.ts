export { Directory } from './directory.ts';
export { fullName, type SearchedFields } from './fields.ts';
export { highlight, type MatchRanges, type Range } from './highlight.ts';
export type { FetchPage } from './listing.ts';
export type { LookupCandidate } from './lookup.ts';
export type { DirectoryOptions, DirectoryProgress, LoadOptions } from './options.ts';
export type { SliceOptions } from './slices.ts';
export { type Match, UserIndex } from './userIndex.ts';
