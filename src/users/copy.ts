import * as vscode from 'vscode';
import type { UserSummary } from '../api/index.ts';
import { inform, showDone } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import { userName } from '../ui/userName.ts';
import { LONGEST } from './words.ts';

/** `Tripartie: Copy User Email`. */
export async function copyEmail(user: UserSummary): Promise<void> {
  if (!user.email) {
    void inform(`Tripartie has no email address of ${userName(user)} to copy.`);
    return;
  }
  await copy(user, user.email, 'Email');
}

/** `Tripartie: Copy User ID`. */
export async function copyId(user: UserSummary): Promise<void> {
  await copy(user, String(user.id), 'ID');
}

async function copy(user: UserSummary, text: string, what: string): Promise<void> {
  // What is copied is what is seen: characters that cannot be seen would come to light in some mail program only.
  await vscode.env.clipboard.writeText(plain(text, LONGEST));
  showDone(`${what} of ${userName(user)} copied`);
}
