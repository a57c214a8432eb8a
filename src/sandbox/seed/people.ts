import { mix, pick } from './derive.ts';
import { jobs, locales } from './names.ts';
import { atom, type UserRecord } from './state.ts';

/** The organization that the seed's people belong to. */
export const SEED_ORGANIZATION = 3;
/** The user of the personal key that a sandbox shows. */
export const OWNER = 1;

const DOMAIN = 'acme-sandbox.example';
const DAY = 86_400_000;
const roleSets: readonly [string[], ...string[][]] = [
  ['ROLE_CUSTOMER_SERVICE', 'ROLE_USER'],
  ['ROLE_USER'],
  ['ROLE_CONSULTANT', 'ROLE_USER'],
  ['ROLE_CUSTOMER_SERVICE', 'ROLE_USER'],
  ['ROLE_ACCOUNTING_MANAGER', 'ROLE_USER'],
  ['ROLE_BILLING_MANAGER', 'ROLE_ACCOUNTING_MANAGER', 'ROLE_USER'],
  ['ROLE_ADMIN', 'ROLE_USER'],
];

/**
 * The user that a seed has under an id from 1 on. Computed, never stored: a million users cost nothing until read.
 * Everyone has the password `sandbox-password`. User 1 owns the organization and signs in without a second factor.
 */
export function person(seed: number, id: number, startedAt: number): UserRecord {
  const draw = (what: number) => mix(seed, id, what);
  const owner = id === OWNER;
  const locale = owner ? locales[0] : pick(locales, draw(1));
  const firstName = owner ? 'Camille' : pick(locale.first, draw(2));
  const lastName = owner ? 'Lefèvre' : pick(locale.last, draw(3));
  const created = startedAt - (1 + (draw(4) % 1500)) * DAY;
  const seen = draw(5) % 9 === 0 && !owner ? null : startedAt - (draw(6) % (60 * DAY));
  return {
    id,
    organization: SEED_ORGANIZATION,
    firstName,
    lastName,
    publicName: draw(7) % 3 === 0 ? `${firstName} ${[...lastName][0]}.` : null,
    roleInCompany: owner ? 'Head of marketplace' : pick(jobs, draw(8)),
    birthday: draw(9) % 4 === 0 ? atom((draw(10) % 12_000) * DAY) : null,
    email: owner ? `camille.lefevre@${DOMAIN}` : `${slug(firstName)}.${slug(lastName)}.${id}@${DOMAIN}`,
    emailVerified: true,
    emailCodes: 0,
    roles: owner ? ['ROLE_ORGANIZATION_OWNER', 'ROLE_USER'] : pick(roleSets, draw(11)),
    password: 'seed',
    totpEnabled: draw(12) % 5 === 0 && !owner,
    totpSetups: 0,
    intlPhoneNumber: draw(13) % 2 === 0 ? locale.phone + String(draw(14) % 1000).padStart(3, '0') : null,
    originCountry: locale.country,
    preferredLanguage: locale.language,
    lastSuccessfulLogIn: seen === null ? null : atom(seen),
    avatar: draw(15) % 6 === 0 ? `https://media.sandbox.invalid/avatars/${id}.png` : null,
    createdAt: atom(created),
    updatedAt: atom(seen ?? created),
    consentMailNotification: draw(16) % 4 !== 0,
    consentMailAds: draw(17) % 3 === 0,
    // Somebody on the first page too, so that anyone can try to unlock them.
    lockdown: id % 50 === 14,
  };
}

/** The only id whose seed address this can be: addresses end in their user's id, so that none need be searched. */
export function idOfEmail(email: string): number {
  return Number(/\.(\d{1,7})@/.exec(email)?.[1] ?? OWNER);
}

const slugs = new Map<string, string>();

/** Kept, as there are few names and many people. */
function slug(name: string): string {
  const known = slugs.get(name) ?? slugOf(name);
  slugs.set(name, known);
  return known;
}

function slugOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[łŁ]/g, 'l')
    .replace(/[đĐ]/g, 'd')
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .toLowerCase()
    .replace(/[^a-z-]/g, '');
  // Names in other scripts: an address must stay one that every mail system takes.
  return plain || 'user';
}
