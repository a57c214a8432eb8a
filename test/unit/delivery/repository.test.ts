import assert from 'node:assert/strict';
import { parseRepository } from '../../../src/delivery/repository.ts';

describe('The repository that a text means', () => {
  for (const [text, host, path] of [
    ['git@github.com:owner/name.git', 'github.com', 'owner/name'],
    ['https://GitHub.com/owner/name', 'github.com', 'owner/name'],
    ['https://user:password@github.com/owner/name.git/', 'github.com', 'owner/name'],
    ['ssh://git@git.example.com:2222/group/sub/name.git', 'git.example.com', 'group/sub/name'],
    ['https://git.example.com:8443/group/name', 'git.example.com:8443', 'group/name'],
    ['git://git.example.com/group/.github', 'git.example.com', 'group/.github'],
    ['gitlab.com/group/name', 'gitlab.com', 'group/name'],
    [' owner/name ', 'github.com', 'owner/name'],
  ] as const) {
    it(`is ${host}/${path}: ${text}`, () => assert.deepEqual(parseRepository(text), { host, path }));
  }

  for (const text of [
    '',
    'name',
    'https://github.com/owner',
    'github.com/owner',
    'https://github.com/-owner/--name',
    'https://github.com/owner/..%2f..',
    'git@host:../name',
    '/srv/git/name.git',
    'file:///srv/git/name.git',
    'https://[::1]/owner/name',
    '-x@-host:owner/name',
    'https://',
    'C:\\owner\\name',
  ]) {
    it(`is none: ${text}`, () => assert.equal(parseRepository(text), undefined));
  }
});
