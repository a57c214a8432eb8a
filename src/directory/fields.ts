import type { UserSummary } from '../api/index.ts';
import { fold } from './normalize.ts';

/** What a person can be found by, as it is shown. */
export interface SearchedFields {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly roleInCompany?: string;
  readonly roles?: readonly string[];
  readonly id: string | number;
}

/** First and last name as one text, the way the ranges of a match count. Empty when there is neither. */
export function fullName({ firstName = '', lastName = '' }: Pick<UserSummary, 'firstName' | 'lastName'>): string {
  return firstName && lastName ? `${firstName} ${lastName}` : firstName + lastName;
}

/** The fields as they are searched. */
export interface FoldedFields {
  readonly first: string;
  readonly last: string;
  readonly email: string;
  /** How much of the email comes before the domain, which so many share that only whole pieces of it count. */
  readonly local: number;
  readonly role: string;
  readonly id: string;
}

/** Folds what a person can be found by. */
export function foldFields(fields: SearchedFields): FoldedFields {
  const email = fold(fields.email ?? '');
  const at = email.lastIndexOf('@');
  return {
    first: fold(fields.firstName ?? ''),
    last: fold(fields.lastName ?? ''),
    email,
    local: at < 0 ? email.length : at,
    role: fold([fields.roleInCompany ?? '', ...roleWords(fields.roles)].filter((each) => each !== '').join(' ')),
    id: fold(String(fields.id)),
  };
}

/** What a row says of the roles that the API gives: everybody is a user besides. */
function roleWords(roles: readonly string[] = []): string[] {
  return roles.filter((role) => role !== 'ROLE_USER').map((role) => role.replace(/^ROLE_/, '').replaceAll('_', ' '));
}

/** Whether two users are found by the same words, so that the index has nothing to do. */
export function sameFields(one: SearchedFields, other: SearchedFields): boolean {
  return (
    one.firstName === other.firstName &&
    one.lastName === other.lastName &&
    one.email === other.email &&
    one.roleInCompany === other.roleInCompany &&
    String(one.roles) === String(other.roles) &&
    String(one.id) === String(other.id)
  );
}
