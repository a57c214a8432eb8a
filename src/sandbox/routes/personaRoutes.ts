import { personaAuth, personaRegister } from '../bodies.ts';
import { anyCredential, type Caller, type PersonaCaller, personaKey as personaKeyOnly } from '../callers.ts';
import { notFound, type Violation } from '../errors.ts';
import { readBody } from '../readBody.ts';
import { personaKey } from '../seed/personas.ts';
import { hashPassword, matchesPassword, solvesCaptcha } from '../seed/secrets.ts';
import { atom, type PersonaRecord } from '../seed/state.ts';
import { codes } from '../violations.ts';
import { type Answer, type Call, type Route, route } from './route.ts';

const KEY_SECONDS = 3600;
/** Where a persona is sent when the caller names no place: a name that can never resolve (RFC 6761). */
const PORTAL = 'https://personas.sandbox.invalid/';

/** The operations on personas: the people who buy and sell at the organization's shops. */
export const personaRoutes: readonly Route[] = [
  route('POST', '/personas/register', anyCredential('PERSONA_WRITE'), register),
  route('POST', '/personas/authentication', anyCredential('PERSONA_AUTH'), authenticate),
  route('GET', '/personas/me', personaKeyOnly, me),
];

function me({ dataset, caller }: Call<PersonaCaller>): Answer {
  const persona = dataset.personas.get(caller.persona);
  if (!persona) throw notFound();
  return { status: 200, body: read(persona) };
}

async function register({ dataset, request }: Call<Caller>): Promise<Answer> {
  const { personas, settings } = dataset;
  const body = await readBody(request, personaRegister, ({ captcha, email }) => [
    ...wrongCaptcha(captcha),
    ...(email && personas.find(email, null) ? [emailTaken] : []),
  ]);
  const { firstName, lastName, language = null, email = null, mobilePhoneNumber = null, plainPassword } = body;
  const id = personas.nextId();
  const password = plainPassword ? hashPassword(plainPassword, `sandbox-${settings.seed}-persona-${id}`) : 'none';
  const persona = { id, firstName, lastName, language, email, mobilePhoneNumber, password };
  personas.add(persona);
  dataset.changed();
  return { status: 201, body: read(persona), headers: { Location: `/personas/${id}` } };
}

/** The address holds a persona key for an hour, in `personaKey`. */
async function authenticate({ dataset, request }: Call<Caller>): Promise<Answer> {
  const { personas, settings } = dataset;
  const body = await readBody(request, personaAuth, ({ captcha, email, mobilePhoneNumber, plainPassword }) => {
    const persona = personas.find(email, mobilePhoneNumber);
    const wrongPassword = persona && plainPassword && !matchesPassword(persona.password, plainPassword);
    return [
      ...wrongCaptcha(captcha),
      ...(persona ? [] : [invalid(mobilePhoneNumber && !email ? 'mobilePhoneNumber' : 'email')]),
      ...(wrongPassword ? [invalid('plainPassword')] : []),
    ];
  });
  const persona = personas.find(body.email, body.mobilePhoneNumber) as PersonaRecord;
  const iat = Math.floor(settings.now() / 1000);
  const authUrl = new URL(body.targetUrl ?? PORTAL);
  authUrl.searchParams.set('personaKey', personaKey(settings.seed, persona.id, iat, iat + KEY_SECONDS));
  return { status: 201, body: { authUrl: authUrl.href, expireAt: atom((iat + KEY_SECONDS) * 1000) } };
}

/** `Persona-Read`. */
function read({ password: _password, ...persona }: PersonaRecord): object {
  return persona;
}

/** A caller with a credential need not solve one, but a wrong one is wrong. */
function wrongCaptcha(captcha: string | null | undefined): Violation[] {
  return captcha === null || captcha === undefined || solvesCaptcha(captcha) ? [] : [invalid('captcha')];
}

const emailTaken: Violation = {
  propertyPath: 'email',
  message: 'This value is already used.',
  code: codes.notUnique,
};

function invalid(propertyPath: string): Violation {
  return { propertyPath, message: 'This value is not valid.' };
}
