import type * as vscode from 'vscode';
import { accountName, type Profile } from '../session/profiles/profile.ts';
import type { Session } from '../session/session.ts';
import { menuLabel } from '../ui/menuLabel.ts';
import { plain } from '../ui/plainText.ts';

/** A person's profile as a session of VS Code; `undefined` for one that is nobody's account. */
export async function toSession(session: Session, profile: Profile): Promise<vscode.AuthenticationSession | undefined> {
  if (profile.environment === 'sandbox' || profile.left) return undefined;
  const credential = await session.credential(profile);
  if (credential?.kind !== 'personalKey') return undefined;
  const who = profile.email ? `${plain(profile.email, 80)} – ` : '';
  return {
    id: profile.id,
    accessToken: credential.jwt,
    account: { id: profile.id, label: menuLabel(`${who}${plain(accountName({ ...profile, readOnly: false }), 80)}`) },
    scopes: [],
  };
}
