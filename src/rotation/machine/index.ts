export type { Decision } from './decide.ts';
export { dueClients, isDue } from './due.ts';
export { listRotations, type NextAction, newKeyOf, type RotationEntry } from './listRotations.ts';
export type { Candidate, Need, Outcome, Refusal, Result, WaitReason } from './outcome.ts';
export type {
  Breadcrumbs,
  CurrentSecrets,
  Durability,
  Ports,
  RotationAccount,
  RotationApi,
  RotationStore,
  Seen,
} from './ports.ts';
export type { Overlap, ParkReason, Rotation, RotationRecord, RotationState } from './record.ts';
export { continueRotation, startRotation, tidyRotations } from './run.ts';
export { canUndo } from './states.ts';
