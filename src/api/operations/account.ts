import { boolean, exactOptional, type InferInput, nullable, object, pipe, regex, string, transform } from 'valibot';
import { as, nothing } from '../answer.ts';
import type { CallOptions, Send } from '../call.ts';
import {
  anyText,
  checked,
  clearable,
  clearableDate,
  EMAIL_CODE_LENGTH,
  email,
  password,
  personName,
  required,
  text,
} from '../input.ts';
import type { components } from '../schema.d.ts';
import type { Id } from '../wire/shared.ts';
import { personalKeyWire } from '../wire/token.ts';
import { totpSetupWire } from '../wire/totp.ts';
import {
  type Me,
  toReference,
  toUser,
  type UserDetails,
  type UserReference,
  userReferenceWire,
  userWire,
} from '../wire/user.ts';

type Schemas = components['schemas'];

const profile = object({
  firstName: exactOptional(personName),
  lastName: exactOptional(personName),
  publicName: clearable,
  roleInCompany: clearable,
  birthday: clearableDate,
  intlPhoneNumber: clearable,
  consentMailNotification: boolean(),
  consentMailAds: boolean(),
});
/** What is to change in a profile. Both consents go along each time, as the contract requires them. */
export type ProfileChange = InferInput<typeof profile>;

const passwordChange = object({ plainPassword: password, newPassword: password });
/** The password as it is (`plainPassword`) and as it shall be: 6 to 64 characters each. */
export type PasswordChange = InferInput<typeof passwordChange>;

const emailChange = object({ email, plainPassword: password });
/** The new address, and the password that permits the change. */
export type EmailChange = InferInput<typeof emailChange>;

const emailValidation = object({
  captcha: required,
  emailVerificationInput: text(EMAIL_CODE_LENGTH, EMAIL_CODE_LENGTH),
  plainPassword: exactOptional(password),
});
/** The 128-character code that was mailed; `plainPassword` is the first password of somebody who was invited. */
export type EmailValidation = InferInput<typeof emailValidation>;

const totpToggle = object({
  totpEnabled: boolean(),
  totpChallenge: pipe(
    string(),
    transform((code) => code.replaceAll(/\s/g, '')),
    regex(/^\d{6,8}$/, 'not a code of 6 to 8 digits'),
  ),
});
/** Two-factor sign-in on or off, with a current code (RFC 6238); spaces in it are dropped. */
export type TotpToggle = InferInput<typeof totpToggle>;

const signIn = object({
  captcha: required,
  email: required,
  password: required,
  totpInput: exactOptional(nullable(anyText)),
});
/** Email, password, a captcha's token, and a TOTP code where the account asks for one. */
export type SignIn = InferInput<typeof signIn>;

/**
 * The operations on one's own account, or on a user's that one may act for. They take any credential, apart from the
 * two with a captcha, which are open.
 */
export function accountOperations(send: Send) {
  return {
    /** `GET /me`. An access token has no user: then `NotFoundError`. */
    me: (options?: CallOptions): Promise<Me> =>
      send({ operation: 'me', method: 'GET', path: '/me', read: as(userWire, toUser) }, options),

    /** `PATCH /users/{id}`. What is left out stays; names have 1 to 64 characters. */
    updateUser: (id: Id, change: ProfileChange, options?: CallOptions): Promise<UserReference> =>
      send(
        {
          operation: 'updateUser',
          method: 'PATCH',
          path: '/users/{id}',
          ids: { id },
          body: () => checked<Schemas['User-Update']>(profile, change),
          read: as(userReferenceWire, toReference),
        },
        options,
      ),

    /** `PATCH /users/{id}/password`. A wrong present password is most likely `InvalidError` on `plainPassword`. */
    changePassword: (id: Id, change: PasswordChange, options?: CallOptions): Promise<UserDetails> =>
      send(
        {
          operation: 'changePassword',
          method: 'PATCH',
          path: '/users/{id}/password',
          ids: { id },
          body: () => checked<Schemas['User-UserPasswordUpdate']>(passwordChange, change),
          confidential: ['plainPassword', 'newPassword'],
          read: as(userWire, toUser),
        },
        options,
      ),

    /** `PATCH /users/{id}/email`, of the further operations. */
    changeUserEmail: (id: Id, change: EmailChange, options?: CallOptions): Promise<UserDetails> =>
      send(
        {
          operation: 'changeUserEmail',
          method: 'PATCH',
          path: '/users/{id}/email',
          ids: { id },
          body: () => checked(emailChange, change),
          confidential: ['plainPassword'],
          read: as(userWire, toUser),
        },
        options,
      ),

    /** `PATCH /users/{id}/email-validation`. Needs a captcha, and so a person. */
    validateEmail: (id: Id, input: EmailValidation, options?: CallOptions): Promise<UserReference> =>
      send(
        {
          operation: 'validateEmail',
          method: 'PATCH',
          path: '/users/{id}/email-validation',
          ids: { id },
          body: () => checked<Schemas['User-EmailValidationWrite']>(emailValidation, input),
          accepts: 'none',
          confidential: ['captcha', 'emailVerificationInput', 'plainPassword'],
          read: as(userReferenceWire, toReference),
        },
        options,
      ),

    /** `PATCH /users/{id}/totp-setup`. The answer holds the second factor's secret; it replaces one set up before. */
    setUpTotp: (id: Id, options?: CallOptions): Promise<{ readonly totpUri: string }> =>
      send(
        {
          operation: 'setUpTotp',
          method: 'PATCH',
          path: '/users/{id}/totp-setup',
          ids: { id },
          body: (): Schemas['User-TotpSetupWrite'] => ({}),
          read: as(totpSetupWire, (wire) => wire),
        },
        options,
      ),

    /**
     * `PATCH /users/{id}/totp-toggle`. A wrong code is most likely `InvalidError` on `totpChallenge`. A code is never
     * sent again, not even after a 401 with the credential that `onRefused` brings: that ends in `NotSignedInError`.
     */
    toggleTotp: (id: Id, input: TotpToggle, options?: CallOptions): Promise<void> =>
      send(
        {
          operation: 'toggleTotp',
          method: 'PATCH',
          path: '/users/{id}/totp-toggle',
          ids: { id },
          body: () => checked<Schemas['User-TotpToggleWrite']>(totpToggle, input),
          confidential: ['totpChallenge'],
          once: true,
          read: nothing,
        },
        options,
      ),

    /**
     * `POST /authentication`. The API forbids to automate it: a person has to bring the captcha's token. A wrong
     * password and a missing code are both `NotSignedInError`, which the API does not tell apart.
     */
    authenticate: (input: SignIn, options?: CallOptions): Promise<{ readonly jwt: string }> =>
      send(
        {
          operation: 'authenticate',
          method: 'POST',
          path: '/authentication',
          body: () => checked<Schemas['UserJwtWrite']>(signIn, input),
          accepts: 'none',
          asksOnly: true,
          confidential: ['captcha', 'password', 'totpInput'],
          read: as(personalKeyWire, ({ token }) => ({ jwt: token })),
        },
        options,
      ),
  };
}
