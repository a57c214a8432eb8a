import { plain } from './plainText.ts';

/** What a person calls a client: its name, or its identifier where it has none. Plain text. */
export function clientName({
  name,
  identifier,
}: {
  readonly name?: string | null | undefined;
  readonly identifier: string;
}): string {
  return plain(name ?? '', 64) || plain(identifier, 32);
}
