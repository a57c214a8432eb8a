import assert from 'node:assert/strict';
import { assertUnusable, inTime, isList, type Kind, readsAnswer, values, withoutHarm } from './badInput.ts';
import { withoutPauses } from './faults.ts';
import { type Sample, samples } from './samples.ts';
import { clientOf, errorOf, json } from './vocabulary.ts';

const NOW = Date.UTC(2025, 0, 1);

/** What the fields of answers are for; what is not here is not read. */
const KINDS: Readonly<Record<string, Kind>> = {
  id: 'id',
  firstName: 'text',
  lastName: 'text',
  email: 'text',
  name: 'text',
  authUrl: 'text',
  roles: 'someNames',
  scopes: 'allNames',
  '2fa': 'flag',
  consentMailAds: 'flag',
  consentMailNotification: 'flag',
  lockdown: 'flag',
  counterProposalToggle: 'flag',
  directNotificationToggle: 'flag',
  personaAuthPortalToggle: 'flag',
  automatedReturnToggle: 'flag',
  internalMessagingToggle: 'flag',
  resolutionCenterToggle: 'flag',
  safeCheckoutToggle: 'flag',
  rateCommissionSafeCheckout: 'number',
  createdAt: 'instant',
  lastSuccessfulLogIn: 'instant',
  expireAt: 'instant',
  organization: 'reference',
  identifier: 'identifier',
  secret: 'secret',
  token: 'token',
  access_token: 'token',
  token_type: 'tokenType',
  expires_in: 'duration',
  totpUri: 'totpUri',
};

/** The names under which callers get what is named otherwise in the answer. */
const NAMES: Readonly<Record<string, string>> = {
  '2fa': 'twoFactor',
  lastSuccessfulLogIn: 'lastLogIn',
  expireAt: 'expiresAt',
  token: 'jwt',
  access_token: 'token',
  expires_in: 'expiresAt',
};

/** Fields without which an answer is of no use. */
function isNeeded({ operation }: Sample, field: string): boolean {
  if (field === 'id') return ['me', 'listUsers', 'getUser', 'changePassword', 'changeUserEmail'].includes(operation);
  return ['identifier', 'secret', 'token', 'access_token', 'token_type', 'expires_in', 'totpUri', 'authUrl'].includes(
    field,
  );
}

type Fields = Record<string, unknown>;

/** The answer of a sample; of a list, its one item. Without the field that only counts where a better one is absent. */
function fieldsOf(sample: Sample): Fields {
  const { totpEnabled: _, ...fields } = (isList(sample) ? (sample.answer as Fields[])[0] : sample.answer) as Fields;
  return fields;
}

/** What an operation makes of its answer with other fields in it. */
function resultOf(sample: Sample, change: Fields): Promise<unknown> {
  const fields = { ...fieldsOf(sample), ...change };
  const answer = isList(sample) ? [fields] : fields;
  return sample.run(clientOf(() => json(answer, sample.status), { credential: sample.credential, now: () => NOW }));
}

/** What comes out of a field with this value. */
function madeOf(kind: Kind, value: unknown): unknown {
  // Users' ids were text before they were numbers; these are text yet.
  if (kind === 'identifier') return String(value);
  if (kind === 'instant') return new Date(value as string);
  if (kind === 'duration') return new Date(NOW + (value as number) * 1000);
  if (kind === 'someNames' || kind === 'allNames') return Object.values(value as object).filter(isText);
  // Nothing is read of it but an id and a name, or the path of an organization.
  return kind === 'reference' ? {} : value;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** What comes out of a field that is absent, or cannot be read. */
function nothingOf(kind: Kind): unknown {
  return kind === 'someNames' || kind === 'allNames' ? [] : undefined;
}

/** A result in which one field of what it tells of is another; `undefined` leaves it out. */
function withField(sample: Sample, result: unknown, field: string, value: unknown): unknown {
  const told = isList(sample) ? (result as { items: Fields[] }).items[0] : (result as Fields);
  const { [NAMES[field] ?? field]: _, ...others } = told as Fields;
  const changed = value === undefined ? others : { ...others, [NAMES[field] ?? field]: value };
  return isList(sample) ? { ...(result as object), items: [changed] } : changed;
}

describe('a field of an answer', () => {
  withoutHarm();
  withoutPauses();

  /** Tries a value in each field of each operation's answer, and what is said to come of it. */
  async function assertOutcomes(value: unknown, outcomeOf: (sample: Sample, field: string, kind: Kind) => Outcome) {
    for (const sample of samples.filter(readsAnswer)) {
      const asItIs = await resultOf(sample, {});
      for (const field of Object.keys(fieldsOf(sample))) {
        const where = `${sample.operation} ${field}`;
        const kind = isRead(sample, field) ? KINDS[field] : undefined;
        const outcome = kind === undefined ? 'unread' : outcomeOf(sample, field, kind);
        const result = inTime(resultOf(sample, { [field]: value }));
        if (outcome === 'refused' && isList(sample)) {
          assert.deepEqual(await result, { ...(asItIs as object), items: [], unreadable: 1 }, where);
        } else if (outcome === 'refused') {
          assertUnusable(sample, await errorOf(result), field);
        } else if (outcome === 'unread') {
          assert.deepEqual(await result, asItIs, where);
        } else {
          assert.deepEqual(await result, withField(sample, asItIs, field, outcome.value), where);
        }
      }
    }
  }

  type Outcome = 'refused' | 'unread' | { readonly value: unknown };

  for (const [name, [value, takenBy]] of Object.entries(values)) {
    it(`that is ${name} comes out as it is of ${takenBy.join(', ')}, and is unknown of all that is not needed`, () =>
      assertOutcomes(value, (sample, field, kind) =>
        takenBy.includes(kind)
          ? { value: madeOf(kind, value) }
          : isNeeded(sample, field)
            ? 'refused'
            : { value: nothingOf(kind) },
      ));
  }

  for (const [name, value] of [
    ['null', null],
    ['missing', undefined],
  ] as const) {
    it(`that is ${name} is absent, or an empty list, unless the answer is of no use without it`, () =>
      assertOutcomes(value, (sample, field, kind) =>
        isNeeded(sample, field) ? 'refused' : { value: nothingOf(kind) },
      ));
  }

  it('of two-factor sign-in counts after the two that name it better', async () => {
    for (const sample of samples.filter((each) => readsAnswer(each) && '2fa' in fieldsOf(each))) {
      const asItIs = await resultOf(sample, {});
      for (const [change, expected] of [
        [{ totpEnabled: false }, true],
        [{ '2fa': undefined, totpEnabled: false }, false],
        [{ '2fa': undefined, totpEnabled: null }, undefined],
        [{ '2fa': null, secondAuthFactor: true, totpEnabled: false }, true],
        [{ '2fa': false, secondAuthFactor: true }, false],
        [{ '2fa': 'yes', secondAuthFactor: 1, totpEnabled: false }, false],
        [{ '2fa': undefined, totpEnabled: 0 }, undefined],
      ] as const) {
        assert.deepEqual(await resultOf(sample, change), withField(sample, asItIs, '2fa', expected));
      }
    }
  });
});

/** Whether an operation reads a field of its answer. What refers to a user is read for nothing but its id. */
function isRead({ operation }: Sample, field: string): boolean {
  const onlyId = ['inviteUser', 'updateUser', 'validateEmail', 'registerUser', 'enableUser'].includes(operation);
  return field in KINDS && (!onlyId || field === 'id');
}
