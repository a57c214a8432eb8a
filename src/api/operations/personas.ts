import { exactOptional, type InferInput, nullable, object, picklist } from 'valibot';
import { as } from '../answer.ts';
import type { CallOptions, Send } from '../call.ts';
import { checked, clearable, clearableDay, email, GENDERS, password, personName } from '../input.ts';
import type { components } from '../schema.d.ts';
import {
  type Persona,
  type PersonaAccess,
  personaAccessWire,
  personaWire,
  toPersona,
  toPersonaAccess,
} from '../wire/persona.ts';

type Schemas = components['schemas'];

const registration = object({
  captcha: clearable,
  plainPassword: exactOptional(nullable(password)),
  firstName: personName,
  lastName: personName,
  gender: picklist(GENDERS),
  dateOfBirth: clearableDay,
  language: clearable,
  email: exactOptional(nullable(email)),
  mobilePhoneNumber: clearable,
});
/** A new persona. `dateOfBirth` is written as 1990-12-31; limits: contract, `Persona-Register`. */
export type PersonaRegistration = InferInput<typeof registration>;

const access = object({
  captcha: clearable,
  targetUrl: clearable,
  plainPassword: clearable,
  email: clearable,
  mobilePhoneNumber: clearable,
});
/** Which persona, by email or telephone number, and where the address shall lead (`targetUrl`). */
export type PersonaAccessRequest = InferInput<typeof access>;

/** The operations on personas. */
export function personaOperations(send: Send) {
  return {
    /** `POST /personas/register`. Any credential. */
    registerPersona: (input: PersonaRegistration, options?: CallOptions): Promise<Persona> =>
      send(
        {
          operation: 'registerPersona',
          method: 'POST',
          path: '/personas/register',
          body: () => checked<Schemas['Persona-Register']>(registration, input),
          confidential: ['captcha', 'plainPassword'],
          read: as(personaWire, toPersona),
        },
        options,
      ),

    /** `POST /personas/authentication`. Any credential. Makes an address that is valid for about an hour. */
    authenticatePersona: (input: PersonaAccessRequest, options?: CallOptions): Promise<PersonaAccess> =>
      send(
        {
          operation: 'authenticatePersona',
          method: 'POST',
          path: '/personas/authentication',
          body: () => checked<Schemas['Persona-ExternalAuth']>(access, input),
          confidential: ['captcha', 'plainPassword'],
          read: as(personaAccessWire, toPersonaAccess),
        },
        options,
      ),

    /** `GET /personas/me`. Persona key only. */
    personaMe: (options?: CallOptions): Promise<Persona> =>
      send(
        {
          operation: 'personaMe',
          method: 'GET',
          path: '/personas/me',
          accepts: 'personaKey',
          read: as(personaWire, toPersona),
        },
        options,
      ),
  };
}
