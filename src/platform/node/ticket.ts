/** The variable that a ticket is in. The program that is run does not get it. */
export const TICKET = 'TRIPARTIE_HANDOVER';

/** Where something is handed over, and by what it is asked for. */
export interface Ticket {
  readonly token: string;
  /** Path of a Unix socket, or of a named pipe on Windows. */
  readonly address: string;
}

export function ticketText({ token, address }: Ticket): string {
  return `${token}@${address}`;
}

export function parseTicket(text: string | undefined): Ticket | undefined {
  const [, token, address] = /^([\w-]+)@(.+)$/s.exec(text ?? '') ?? [];
  return token !== undefined && address !== undefined ? { token, address } : undefined;
}
