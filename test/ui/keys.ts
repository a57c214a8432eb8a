import { signJwt } from '../../src/sandbox/jwt.ts';
import type { Setting } from './support.ts';

const OWNER = 1;

/** A personal key of the setting's API that ends after so many seconds, of the owner or of somebody else. */
export function keyThatLasts({ sandbox }: Setting, seconds: number, user = OWNER): string {
  const iat = Math.floor(Date.now() / 1000);
  return signJwt(sandbox.state.seed, { iat, exp: iat + seconds, user });
}
