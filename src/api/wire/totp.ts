import { maxLength, object, pipe, regex, string } from 'valibot';

/** Answer of `PATCH /users/{id}/totp-setup`: an address that authenticator apps read. What is in it is read elsewhere. */
export const totpSetupWire = object({
  totpUri: pipe(string(), maxLength(4096), regex(/^\s*otpauth:/i)),
});
