import { emailUpdate, emailValidation, passwordUpdate, totpToggle, userJwtWrite, userWrite } from '../bodies.ts';
import { anyCredential, type Caller } from '../callers.ts';
import { notFound, Refusal, unprocessable, type Violation } from '../errors.ts';
import { signJwt } from '../jwt.ts';
import { readBody } from '../readBody.ts';
import type { Dataset } from '../seed/dataset.ts';
import { organizationDefaults } from '../seed/organizations.ts';
import { emailCode, hashPassword, matchesPassword, sameText, solvesCaptcha } from '../seed/secrets.ts';
import { atom, type UserRecord } from '../seed/state.ts';
import { acceptsTotp, totpSecret, totpUri } from '../totp.ts';
import { idAndIri, ownShape } from '../userShapes.ts';
import { codes } from '../violations.ts';
import { type Answer, type Call, idOf, publicRoute, type Route, route } from './route.ts';
import { addUser, findChangeable, saveUser, taken } from './userRoutes.ts';

const TOKEN_SECONDS = 3600;

/** The operations on what someone signs in with, and signing in. */
export const signInRoutes: readonly Route[] = [
  publicRoute('POST', '/authentication', authenticate),
  publicRoute('POST', '/register', register),
  publicRoute('PATCH', '/users/:id/email-validation', validateEmail),
  route('PATCH', '/users/:id/email', anyCredential(), changeEmail),
  route('PATCH', '/users/:id/password', anyCredential(), changePassword),
  route('PATCH', '/users/:id/totp-setup', anyCredential(), setUpTotp),
  route('PATCH', '/users/:id/totp-toggle', anyCredential(), toggleTotp),
];

/** The secret of someone's last TOTP set-up. */
function secretOf({ id, totpSetups }: UserRecord, { settings }: Dataset): string {
  return totpSecret(settings.seed, id, totpSetups);
}

async function authenticate({ dataset, request }: Call<undefined>): Promise<Answer> {
  const { seed, now } = dataset.settings;
  const given = await readBody(request, userJwtWrite);
  const user = dataset.users.byEmail(given.email ?? '');
  if (!solvesCaptcha(given.captcha)) throw mismatch('captcha mismatch');
  if (!user || user.lockdown || !matchesPassword(user.password, given.password)) {
    throw mismatch('email or password mismatch');
  }
  if (user.totpEnabled && !acceptsTotp(secretOf(user, dataset), given.totpInput ?? '', now())) {
    throw mismatch('totp mismatch');
  }
  saveUser(dataset, { ...user, lastSuccessfulLogIn: atom(now()) });
  const iat = Math.floor(now() / 1000);
  const token = signJwt(seed, {
    iat,
    exp: iat + TOKEN_SECONDS,
    user: user.id,
    username: user.email,
    roles: user.roles,
  });
  return { status: 200, body: { token } };
}

/** The 401 of this one operation: a message without a code. */
function mismatch(message: string): Refusal {
  return new Refusal(401, { message }, { 'Content-Type': 'application/json' });
}

async function register({ dataset, request }: Call<undefined>): Promise<Answer> {
  const { settings, organizations, users } = dataset;
  const body = await readBody(request, userWrite, ({ captcha, email }) => [
    ...unsolved(captcha),
    ...taken(dataset, email),
  ]);
  const { captcha: _captcha, plainPassword, organization, ...given } = body;
  const own = organization ? organizations.nextId() : 0;
  if (organization) {
    const { billingAddress: _address, vatNumber = null, ...rest } = organization;
    organizations.save({ ...organizationDefaults, ...rest, vatNumber, id: own });
  }
  return addUser(dataset, {
    ...given,
    organization: own,
    roles: organization ? ['ROLE_ORGANIZATION_OWNER', 'ROLE_USER'] : ['ROLE_USER'],
    password: hashPassword(plainPassword, `sandbox-${settings.seed}-${users.nextId()}`),
  });
}

/** An invited user chooses the password here: without one, nobody could sign in afterwards. */
async function validateEmail(call: Call<undefined>): Promise<Answer> {
  const { dataset, request } = call;
  const user = dataset.users.get(idOf(call));
  if (!user) throw notFound();
  const { seed } = dataset.settings;
  const { plainPassword } = await readBody(request, emailValidation, (body) => {
    const expected = emailCode(seed, user.id, user.emailCodes);
    const right = !user.emailVerified && sameText(body.emailVerificationInput, expected);
    return [
      ...unsolved(body.captcha),
      ...(right ? [] : [invalid('emailVerificationInput')]),
      ...(user.password === 'none' ? [] : wrongPassword(user, body.plainPassword)),
    ];
  });
  const password = user.password === 'none' ? firstPassword(dataset, user, plainPassword) : user.password;
  const saved = saveUser(dataset, { ...user, emailVerified: true, password });
  return { status: 200, body: idAndIri(saved, dataset.settings) };
}

async function changeEmail(call: Call<Caller>): Promise<Answer> {
  const { dataset, request } = call;
  const user = findChangeable(call);
  const { email } = await readBody(request, emailUpdate, (body) => [
    ...taken(dataset, body.email, user.id),
    ...wrongPassword(user, body.plainPassword),
  ]);
  return own(dataset, { ...user, email, emailVerified: false, emailCodes: user.emailCodes + 1 });
}

async function changePassword(call: Call<Caller>): Promise<Answer> {
  const user = findChangeable(call);
  const body = await readBody(call.request, passwordUpdate, ({ plainPassword }) => wrongPassword(user, plainPassword));
  return own(call.dataset, { ...user, password: newPassword(call.dataset, user, body.newPassword) });
}

async function setUpTotp(call: Call<Caller>): Promise<Answer> {
  const { dataset, request } = call;
  const user = findChangeable(call);
  await readBody(request, {});
  const saved = saveUser(dataset, { ...user, totpSetups: user.totpSetups + 1 });
  return { status: 200, body: { totpUri: totpUri(user.email, secretOf(saved, dataset)) } };
}

/** Both ways want a code: whoever finds an open session cannot take the second factor off. */
async function toggleTotp(call: Call<Caller>): Promise<Answer> {
  const { dataset, request } = call;
  const user = findChangeable(call);
  const { totpEnabled } = await readBody(request, totpToggle, ({ totpChallenge }) => {
    const setUp = user.totpSetups > 0 || user.totpEnabled;
    const right = setUp && acceptsTotp(secretOf(user, dataset), totpChallenge, dataset.settings.now());
    return right ? [] : [invalid('totpChallenge')];
  });
  saveUser(dataset, { ...user, totpEnabled });
  return { status: 200, body: {} };
}

function own(dataset: Dataset, user: UserRecord): Answer {
  const saved = saveUser(dataset, user);
  return { status: 200, body: ownShape(saved, dataset.organizations.get(saved.organization), dataset.settings) };
}

function newPassword({ settings }: Dataset, { id, updatedAt }: UserRecord, password: string): string {
  return hashPassword(password, `sandbox-${settings.seed}-${id}-${Date.parse(updatedAt)}`);
}

function firstPassword(dataset: Dataset, user: UserRecord, password: string | null | undefined): string {
  if (password) return newPassword(dataset, user, password);
  const message = 'This value should not be null.';
  throw unprocessable([{ propertyPath: 'plainPassword', message, code: codes.isNull }]);
}

function unsolved(captcha: string | null | undefined): Violation[] {
  return solvesCaptcha(captcha) ? [] : [invalid('captcha')];
}

function wrongPassword(user: UserRecord, password: string | null | undefined): Violation[] {
  if (!password || matchesPassword(user.password, password)) return [];
  const message = "This value should be the user's current password.";
  return [{ propertyPath: 'plainPassword', message, code: codes.password }];
}

/** A rule of the API's own, which carries no code. */
function invalid(propertyPath: string): Violation {
  return { propertyPath, message: 'This value is not valid.' };
}
