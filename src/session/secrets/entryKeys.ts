// The secret store's entries of a profile; all go when it is signed out.

/** Its credential. */
export function credentialEntry(profileId: string): string {
  return `tripartie.profile:${profileId}`;
}

/** The persona key that was typed last. */
export function personaEntry(profileId: string): string {
  return `${credentialEntry(profileId)}:persona`;
}
