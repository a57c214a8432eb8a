export { identifierAt } from './identifierAt.ts';
export { inSlices } from './inSlices.ts';
export { type Needle, Needles, needleFor, type SearchKeys, type Sighting, searchKeys } from './needles.ts';
export { LONGEST, textIn, type Unsearchable } from './textIn.ts';
