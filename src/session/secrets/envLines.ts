/** An API client as lines for a `.env` file. */
export function envLines({ identifier, secret }: { readonly identifier: string; readonly secret: string }): string {
  return `TRIPARTIE_CLIENT_ID=${identifier}\nTRIPARTIE_CLIENT_SECRET=${secret}\n`;
}
