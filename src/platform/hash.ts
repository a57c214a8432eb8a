// A build for a browser puts its twin in the place of `node/`.
export { keyedHash, sha256 } from './node/hash.ts';
