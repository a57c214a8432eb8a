import { object, pipe, regex, string } from 'valibot';

/** Answer of `PATCH /users/{id}/totp-setup`: an `otpauth://totp/` address, which authenticator apps read. */
export const totpSetupWire = object({
  totpUri: pipe(string(), regex(/^otpauth:\/\/totp\/[!-~]{1,2048}$/)),
});
