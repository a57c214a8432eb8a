import { hostname } from 'node:os';
import type { Environment } from '../environment.ts';

export const nodeEnvironment: Environment = {
  variables: process.env,
  host: hostname(),
  pid: process.pid,
  startedAt: performance.timeOrigin,
  isAlive(pid) {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      // It is there and belongs to somebody else.
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
};
