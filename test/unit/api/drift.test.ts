import type { InferInput } from 'valibot';
import type { components } from '../../../src/api/schema.d.ts';
import type { apiClientWire, createdApiClientWire } from '../../../src/api/wire/apiClient.ts';
import type { personaAccessWire, personaWire } from '../../../src/api/wire/persona.ts';
import type { accessTokenWire, personalKeyWire } from '../../../src/api/wire/token.ts';
import type { totpSetupWire } from '../../../src/api/wire/totp.ts';
import type { userReferenceWire, userWire } from '../../../src/api/wire/user.ts';

type Wire = components['schemas'];

/** Fields that later versions of the API have, and this contract has not. */
type FromLaterVersions = 'secondAuthFactor';

/** Fields that this room needs although the contract does not promise them. */
type Needed = 'id' | 'identifier' | 'secret' | 'token' | 'totpUri' | 'authUrl';

/** What the contract promises, with what is needed. */
type Promised<T> = { [K in keyof T]: K extends Needed ? NonNullable<T[K]> : T[K] } & {
  [K in keyof T as K extends Needed ? K : never]-?: NonNullable<T[K]>;
};

/** `true` when the schema takes whatever the contract promises; else what it would not take. */
type Takes<Schema extends { readonly '~types'?: unknown }, Contract> =
  Promised<Contract> extends InferSchema<Schema> ? true : Promised<Contract>;

/** `true` when every field that is read is a field of the contract, or of a later one; else the others. */
type Known<Schema, Contract> =
  Exclude<keyof InferSchema<Schema>, keyof Contract | FromLaterVersions> extends never
    ? true
    : Exclude<keyof InferSchema<Schema>, keyof Contract | FromLaterVersions>;

type InferSchema<Schema> = Schema extends Parameters<typeof infer>[0] ? InferInput<Schema> : never;
declare function infer(schema: import('valibot').GenericSchema): void;

/** Fails to compile when an argument is anything but true. */
function holds<_T extends readonly true[]>(): void {}

describe('the schemas of answers, against the types made from the contract', () => {
  it('take whatever the contract promises (checked by the compiler)', () => {
    holds<
      [
        Takes<typeof userWire, Wire['User-AuthenticatedRead']>,
        Takes<typeof userWire, Wire['User-CollectionRead']>,
        Takes<typeof userWire, Wire['User-UserRead']>,
        Takes<typeof userWire, Wire['User']>,
        Takes<typeof userReferenceWire, Wire['User-PostRegisterRead']>,
        Takes<typeof apiClientWire, Wire['ApiClient-Read']>,
        Takes<typeof createdApiClientWire, Wire['ApiClient-PostCreationRead']>,
        Takes<typeof totpSetupWire, Wire['User-TotpSetupRead']>,
        Takes<typeof personaWire, Wire['Persona-Read']>,
        Takes<typeof personaAccessWire, Wire['Persona-AuthReturn']>,
        Takes<typeof personalKeyWire, Wire['UserJwtCreated']>,
        Takes<typeof accessTokenWire, Wire['OAuthTokenResponse']>,
      ]
    >();
  });

  it('read no field that the contract does not know (checked by the compiler)', () => {
    holds<
      [
        Known<typeof userWire, Wire['User'] & Wire['User-AuthenticatedRead']>,
        Known<typeof userReferenceWire, Wire['User-PostRegisterRead']>,
        Known<typeof apiClientWire, Wire['ApiClient-Read']>,
        Known<typeof createdApiClientWire, Wire['ApiClient-PostCreationRead']>,
        Known<typeof totpSetupWire, Wire['User-TotpSetupRead']>,
        Known<typeof personaWire, Wire['Persona-Read']>,
        Known<typeof personaAccessWire, Wire['Persona-AuthReturn']>,
        Known<typeof personalKeyWire, Wire['UserJwtCreated']>,
        Known<typeof accessTokenWire, Wire['OAuthTokenResponse']>,
      ]
    >();
  });
});
