export type { Priority } from './budget.ts';
export type { CallOptions } from './call.ts';
export { createClient, type TripartieClient } from './client.ts';
export type { ApiTime } from './clock.ts';
export type { ApiClientCredential, Credential, OnRefused } from './credentials.ts';
export { type Deletion, deletion } from './deletion.ts';
export { addressIn, asciiDomain, mailboxOf } from './email.ts';
export * from './errors.ts';
export type { ClientOptions } from './http.ts';
export {
  API_CLIENT_NAME_MAX,
  CREATABLE_SCOPES,
  type CreatableScope,
  EMAIL_CODE_LENGTH,
  EMAIL_MAX,
  GENDERS,
  INVITABLE_ROLES,
  type InvitableRole,
  isRole,
  PASSWORD_MAX,
  PASSWORD_MIN,
  PERSON_NAME_MAX,
} from './input.ts';
export { type JwtClaims, jwtClaims } from './jwt.ts';
export type {
  EmailChange,
  EmailValidation,
  PasswordChange,
  ProfileChange,
  SignIn,
  TotpToggle,
} from './operations/account.ts';
export type { NewApiClient } from './operations/apiClients.ts';
export type { OrganizationChange } from './operations/organizations.ts';
export type { PersonaAccessRequest, PersonaRegistration } from './operations/personas.ts';
export type { TokenRequest } from './operations/tokens.ts';
export type { Invitation, Registration } from './operations/users.ts';
export { type ApiOrigin, InvalidApiOrigin, KNOWN_ORIGINS, parseApiOrigin } from './origin.ts';
export type { Page } from './page.ts';
export { allPages, type PagesOptions, type PagesProgress } from './pages.ts';
export type { ApiClient, CreatedApiClient } from './wire/apiClient.ts';
export type { Organization } from './wire/organization.ts';
export type { Persona, PersonaAccess } from './wire/persona.ts';
export type { Id } from './wire/shared.ts';
export type { AccessToken } from './wire/token.ts';
export type { Me, OrganizationReference, UserDetails, UserReference, UserSummary } from './wire/user.ts';
