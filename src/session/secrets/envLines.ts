import { quote } from '../../dotenv/index.ts';

/** An API client as lines for a `.env` file; a value that no line says to all readers stands there as it is. */
export function envLines({ identifier, secret }: { readonly identifier: string; readonly secret: string }): string {
  return `TRIPARTIE_CLIENT_ID=${written(identifier)}\nTRIPARTIE_CLIENT_SECRET=${written(secret)}\n`;
}

function written(value: string): string {
  const quoting = quote(value);
  return quoting.kind === 'refused' ? value : quoting.text;
}
