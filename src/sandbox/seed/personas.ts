import { signJwt } from '../jwt.ts';
import type { PersonaRecord, SandboxState } from './state.ts';

const seeded: readonly PersonaRecord[] = [
  persona(1, 'Inès', 'Moreau', 'fr', 'ines.moreau@personas-sandbox.example', '+33199000101'),
  persona(2, 'Tomás', 'Núñez', 'es', 'tomas.nunez@personas-sandbox.example', null),
  persona(3, 'Wanjirũ', 'Kamau', null, null, '+447700900102'),
];

/** The personas: three of the seed, and those that were registered. */
export interface Personas {
  get(id: number): PersonaRecord | undefined;
  /** The first one that has this address, or else this number. */
  find(email: string | null | undefined, mobilePhoneNumber: string | null | undefined): PersonaRecord | undefined;
  nextId(): number;
  add(persona: PersonaRecord): void;
}

/** The personas of a state. Reads and writes that state only. */
export function createPersonas(state: SandboxState): Personas {
  const all = () => [...seeded, ...state.createdPersonas];
  return {
    get: (id) => all().find((persona) => persona.id === id),
    find: (email, mobile) =>
      all().find((persona) =>
        email ? persona.email?.toLowerCase() === email.toLowerCase() : mobile && persona.mobilePhoneNumber === mobile,
      ),
    nextId: () => all().length + 1,
    add: (persona) => void state.createdPersonas.push(persona),
  };
}

/** A persona key: what `X-Persona-Authorization` wants. Times in seconds since 1970. */
export function personaKey(seed: number, persona: number, iat: number, exp: number): string {
  return signJwt(seed, { iat, exp, persona });
}

function persona(
  id: number,
  firstName: string,
  lastName: string,
  language: string | null,
  email: string | null,
  mobilePhoneNumber: string | null,
): PersonaRecord {
  return { id, firstName, lastName, language, email, mobilePhoneNumber, password: 'seed' };
}
