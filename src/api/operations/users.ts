import { array, exactOptional, type InferInput, nullable, object } from 'valibot';
import { as, deleted } from '../answer.ts';
import type { CallOptions, Send } from '../call.ts';
import {
  anyText,
  checked,
  clearable,
  clearableDate,
  email,
  password,
  personName,
  required,
  role,
  text,
  toggle,
} from '../input.ts';
import { type Page, pageOf } from '../page.ts';
import type { components } from '../schema.d.ts';
import type { Id } from '../wire/shared.ts';
import {
  toReference,
  toUser,
  type UserDetails,
  type UserReference,
  type UserSummary,
  userReferenceWire,
  userWire,
} from '../wire/user.ts';

type Schemas = components['schemas'];

/** The contract lists the roles of its day. */
type AnyInvitation = Omit<Schemas['User-Invite'], 'invitedRole'> & { invitedRole: string[] };

const invitation = object({
  firstName: personName,
  lastName: personName,
  email,
  invitedRole: array(role),
});
/** Who is invited, and as what: see `INVITABLE_ROLES`. Names have 1 to 64 characters, the address at most 180. */
export type Invitation = InferInput<typeof invitation>;

const address = object({
  companyName: clearable,
  countryCode: exactOptional(text(0, 3)),
  zipCode: exactOptional(anyText),
  cityName: exactOptional(anyText),
  firstLine: exactOptional(anyText),
  secondLine: clearable,
  buildingName: clearable,
  buildingFloor: clearable,
  gateOrPortalOrInboxCode: clearable,
});

const registration = object({
  captcha: required,
  firstName: personName,
  lastName: personName,
  publicName: nullable(text(2, 32)),
  roleInCompany: nullable(text(2, 32)),
  birthday: clearableDate,
  email,
  plainPassword: password,
  intlPhoneNumber: clearable,
  originCountry: nullable(text(0, 3)),
  preferredLanguage: nullable(text(0, 2)),
  consentMailNotification: toggle,
  consentMailAds: toggle,
  organization: exactOptional(
    nullable(
      object({
        name: text(0, 64),
        vatNumber: nullable(text(0, 32)),
        commercialRegistryNumber: text(0, 32),
        websiteUrl: exactOptional(nullable(text(0, 64))),
        billingAddress: exactOptional(nullable(address)),
      }),
    ),
  ),
});
/** A new account, with the organization it founds, if any. Limits: contract, `User-Write` and `Organization-Write`. */
export type Registration = InferInput<typeof registration>;

/** The operations on the organization's users. */
export function userOperations(send: Send) {
  return {
    /** `GET /users`. One page; past the end it is empty. Personal key only. */
    listUsers: (options: CallOptions & { readonly page?: number } = {}): Promise<Page<UserSummary>> =>
      send(
        {
          operation: 'listUsers',
          method: 'GET',
          path: '/users',
          page: options.page ?? 1,
          accepts: 'personalKey',
          read: pageOf(userWire, toUser),
        },
        options,
      ),

    /** `GET /users/{id}`. The sensitive fields of that answer end at this edge. Personal key only. */
    getUser: (id: Id, options?: CallOptions): Promise<UserDetails> =>
      send(
        {
          operation: 'getUser',
          method: 'GET',
          path: '/users/{id}',
          ids: { id },
          accepts: 'personalKey',
          read: as(userWire, toUser),
        },
        options,
      ),

    /** `POST /invite`. Any credential. */
    inviteUser: (input: Invitation, options?: CallOptions): Promise<UserReference> =>
      send(
        {
          operation: 'inviteUser',
          method: 'POST',
          path: '/invite',
          body: () => checked<AnyInvitation>(invitation, input),
          read: as(userReferenceWire, toReference),
        },
        options,
      ),

    /** `POST /register`. Open; needs a captcha, and so a person. */
    registerUser: (input: Registration, options?: CallOptions): Promise<UserReference> =>
      send(
        {
          operation: 'registerUser',
          method: 'POST',
          path: '/register',
          body: () => checked<Schemas['User-Write']>(registration, input),
          accepts: 'none',
          confidential: ['captcha', 'plainPassword'],
          read: as(userReferenceWire, toReference),
        },
        options,
      ),

    /**
     * `DELETE /users/{id}`, of the further operations. Personal key only. `NotFoundError` may mean that an earlier
     * attempt, whose answer was lost, deleted the user.
     */
    deleteUser: (id: Id, options?: CallOptions): Promise<void> =>
      send(
        {
          operation: 'deleteUser',
          method: 'DELETE',
          path: '/users/{id}',
          ids: { id },
          accepts: 'personalKey',
          read: deleted,
        },
        options,
      ),

    /** `PATCH /users/{id}/enable`, of the further operations. Ends a lockdown. Personal key only. */
    enableUser: (id: Id, options?: CallOptions): Promise<UserReference> =>
      send(
        {
          operation: 'enableUser',
          method: 'PATCH',
          path: '/users/{id}/enable',
          ids: { id },
          body: () => ({}),
          accepts: 'personalKey',
          read: as(userReferenceWire, toReference),
        },
        options,
      ),
  };
}
