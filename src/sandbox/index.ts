export type { Fault, FaultEffect, FaultHandle, Faults } from './faults/faults.ts';
export type { RequestLine, RequestLog } from './requestLog.ts';
export { createSandbox, type Sandbox, type SandboxCredentials } from './sandbox.ts';
export type { SandboxState } from './seed/state.ts';
export { type SandboxServer, serveSandbox } from './server.ts';
export type { SandboxOptions } from './settings.ts';
