export type { Extent, Facts, FoundPeople, KeyFact, PeopleFacts, PersonFact, SecretState } from './facts.ts';
export { FINDING_KINDS, type Finding, type FindingKind, type Item } from './findings.ts';
export { countPeople, NO_PEOPLE, type PeopleWords } from './people.ts';
export { DRAWN_MAX, type Report, reportOf } from './report.ts';
export { toSvg } from './svg.ts';
export { extentWords, tablesOf, toCsv, toMarkdown } from './tables.ts';
