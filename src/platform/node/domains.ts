import { domainToUnicode } from 'node:url';

/** A domain with its labels in Unicode (RFC 5891 section 4.4 the other way round); empty for what is no domain. */
export function unicodeDomain(domain: string): string {
  return domainToUnicode(domain);
}
