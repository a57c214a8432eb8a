import { open, realpath } from 'node:fs/promises';
import type { PersonFiles } from '../personFiles.ts';
import { codeOf } from './failures.ts';

export const nodePersonFiles: PersonFiles = {
  realPath: (path) => realpath(path),
  async createPrivate(path) {
    try {
      await (await open(path, 'wx', 0o600)).close();
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  },
};
