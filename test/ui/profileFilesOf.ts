import path from 'node:path';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import { ProfileFiles } from '../../src/session/profiles/profileFiles.ts';
import type { Workbench } from '../host/workbench.ts';

/** Where the extension of a window notes its profiles, without secrets. */
export function profileFilesOf({ server }: Workbench): ProfileFiles {
  const storage = 'data/User/globalStorage/tripartie-community.tripartie-account';
  return new ProfileFiles(createNodePlatform(path.join(server.dataDirectory, storage, 'profiles')).files);
}
