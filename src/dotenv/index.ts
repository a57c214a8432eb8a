// A `.env` file as its readers see it: what is in it, and how a value gets into it without another byte changing. Pure.

export { MASK, masked } from './mask.ts';
export { DEFAULT_NAMES, type FoundNames, isRuling, type Names, namesOfKey, PUBLISHED, partnerOf } from './names.ts';
export { type Assignment, type Dotenv, find, lineOf, parse, type Range, type Unreadable } from './parse.ts';
export { type ExpectedKey, type PlaceState, placeState } from './place.ts';
export { isVariableName, type Quoting, quote, type Unwritable, type VariableName } from './quote.ts';
export { type Caveat, type SetOutcome, set } from './set.ts';
