// A build for a browser puts its twin in the place of `node/`.
export { unicodeDomain } from './node/domains.ts';
