import { type InferOutput, object, string } from 'valibot';
import { type Id, id, present, text, time, unneeded } from './shared.ts';

/** What is read of a persona. */
export const personaWire = object({
  id: unneeded(id),
  firstName: text,
  lastName: text,
  language: text,
  email: text,
  mobilePhoneNumber: text,
});

/** A buyer or seller that a platform vouches for. */
export interface Persona {
  readonly id?: Id;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly language?: string;
  readonly email?: string;
  readonly mobilePhoneNumber?: string;
}

/** A persona from the wire. */
export function toPersona(wire: InferOutput<typeof personaWire>): Persona {
  return present(wire);
}

/** The answer of `POST /personas/authentication`. */
export const personaAccessWire = object({ authUrl: string(), expireAt: time });

/** An address that signs the persona in whoever opens it: to be handled like a secret. */
export interface PersonaAccess {
  readonly authUrl: string;
  readonly expiresAt?: Date;
}

/** A persona's authenticated address from the wire. */
export function toPersonaAccess({ authUrl, expireAt }: InferOutput<typeof personaAccessWire>): PersonaAccess {
  return present({ authUrl, expiresAt: expireAt });
}
