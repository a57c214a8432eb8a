import { titleName } from '../session/profiles/profile.ts';
import { requireAccount } from '../session/require.ts';
import type { Session } from '../session/session.ts';
import { answerOf } from '../ui/answer.ts';
import { askLive } from '../ui/liveInput.ts';
import { pickOne } from '../ui/pick.ts';
import type { Arrangement, Order } from './arrange.ts';

type Rearrange = (change: Partial<Arrangement>) => Promise<void>;

/** `Tripartie: Sort API Clients…` */
export async function sortClients(session: Session, { order }: Arrangement, rearrange: Rearrange): Promise<void> {
  const account = await requireAccount(session);
  if (!account) return;
  const picked = await pickOne<Order>({
    title: `Sort API clients – ${titleName(account)}`,
    about: account,
    placeholder: 'In which order shall they stand?',
    items: [
      { label: 'As Tripartie lists them', value: 'listed' },
      { label: 'By name', value: 'name' },
      { label: 'The oldest first', description: 'what is due first', value: 'oldest' },
      { label: 'The newest first', value: 'newest' },
    ],
    active: order,
  });
  const chosen = answerOf(picked);
  if (chosen) await rearrange({ order: chosen });
}

/** `Tripartie: Filter API Clients…`: the view follows what is typed, and Escape takes that back. */
export async function filterClients(session: Session, { query }: Arrangement, rearrange: Rearrange): Promise<void> {
  const account = await requireAccount(session);
  if (!account) return;
  await askLive({
    title: `Filter API clients – ${titleName(account)}`,
    about: account,
    placeholder: 'Name, identifier or scope; nothing shows all',
    value: query,
    onType: (typed) => {
      if (!account.ended.aborted) void rearrange({ query: typed.trim() });
    },
  }).closed;
}
