import type { ApiClient } from '../api/index.ts';
import type { CommandId } from '../contributes/commands.ts';
import { FOCUSED_ROW } from '../contributes/focusedRow.ts';
import type { Outcome } from '../rotation/machine/index.ts';
import { type Needs, requireAccount, STORES } from '../session/require.ts';
import { importSecret } from '../session/secrets/importSecret.ts';
import type { Account, Session } from '../session/session.ts';
import { clientName } from '../ui/clientName.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { pressedRow } from '../ui/goOn.ts';
import type { PagedTree } from '../ui/pagedTree.ts';
import { showRow } from '../ui/showRow.ts';
import type { Arrangement } from './arrange.ts';
import { copyIdentifier, copySecret } from './copy.ts';
import { type ClientDraft, createClientFlow, draftNamedBy } from './create.ts';
import { deleteCommand } from './deleteCommand.ts';
import { type Choosing, type Delivery, type DeliveryCommand, deliverKey, type Means } from './deliver.ts';
import { type Purpose, pickClient } from './pick.ts';
import { forgetPlace } from './placeRows.ts';
import { filterClients, sortClients } from './rearrange.ts';
import { rotateDue } from './rotateDue.ts';
import { keyToRotate, rotateNamed } from './rotateNamed.ts';
import { saveSecrets } from './saveSecrets.ts';
import { testCredentials } from './test.ts';
import type { RotationMarks } from './view.ts';

/** What this room needs of the one that rotates. */
export interface Rotating extends RotationMarks {
  isRotating(account: Account, identifier: string): Promise<boolean | 'unknown'>;
  /** The keys that rotations under way have made. */
  newIdentifiers(): readonly string[];
  /** The id of the one that a client takes part in. */
  idOf(identifier: string): string | undefined;
  rotate(client: ApiClient, name: string): Promise<Outcome | undefined>;
}

/** What the commands of the API Clients view work with. */
export interface ClientsRoom {
  readonly session: Session;
  readonly clipboard: SecretClipboard;
  readonly context: Means['context'];
  readonly rotations: Rotating;
  readonly tree: PagedTree<ApiClient>;
  loadDelivery(): Promise<Delivery>;
  /** All that is loaded of the account, once something is. */
  known(): readonly ApiClient[] | undefined;
  /** What was typed for a client that is not created yet. */
  draftOf(account: Account): ClientDraft;
  arrangement(): Arrangement;
  rearrange(change: Partial<Arrangement>): Promise<void>;
}

type Run = (room: ClientsRoom, row: unknown, selected: unknown) => Promise<unknown>;

/** How a client is told: by the row that a command was called on, or by the person. */
function choosing({ tree, rotations }: ClientsRoom): Choosing {
  return {
    // A keybinding says no more than that a row has the focus.
    clientOf: async (row) => {
      if (row !== FOCUSED_ROW) return tree.itemOf(row);
      return tree.itemOf(await pressedRow(tree.view));
    },
    choose: (account, purpose) => pickClient(account, purpose, rotations),
  };
}

/** A command on one client: the row it was called on, or one that the person picks. */
function onClient(
  purpose: Purpose,
  act: (account: Account, client: ApiClient, room: ClientsRoom) => Promise<unknown>,
  needs?: Needs,
): Run {
  return async (room, row) => {
    const account = await requireAccount(room.session, needs);
    if (!account) return;
    const { clientOf, choose } = choosing(room);
    const client = (await clientOf(row)) ?? (await choose(account, purpose));
    if (client) await act(account, client, room);
  };
}

/** A command that puts a key where it is used. */
function delivering(command: DeliveryCommand): Run {
  return (room, row) => deliverKey(command, room.session, row, choosing(room), room, room.loadDelivery);
}

const ROTATE = onClient(
  'tripartie.rotateApiClient',
  (_, client, { rotations }) => rotations.rotate(client, clientName(client)),
  STORES,
);

/** Does what each command of the view says, and what it may be called on. */
export const RUN = {
  'tripartie.createApiClient': async ({ session, clipboard, tree, draftOf, known }, argument) => {
    const account = await requireAccount(session, STORES);
    if (!account) return;
    await createClientFlow({
      account,
      draft: draftNamedBy(argument) ?? draftOf(account),
      clipboard,
      namesInUse: () => known()?.flatMap(({ name }) => name ?? []),
      onChanged: ({ identifier }) => {
        tree.reset(false);
        void showRow(tree, identifier);
      },
    });
  },
  'tripartie.saveSecrets': async ({ session, clipboard, rotations }) => {
    const account = await requireAccount(session);
    if (account) await saveSecrets(account, clipboard, rotations.idOf);
  },
  'tripartie.deleteApiClient': (room, row, selected) =>
    deleteCommand(room.session, room.rotations, room.tree, row, selected, choosing(room)),
  'tripartie.sortApiClients': ({ session, arrangement, rearrange }) => sortClients(session, arrangement(), rearrange),
  'tripartie.filterApiClients': ({ session, arrangement, rearrange }) =>
    filterClients(session, arrangement(), rearrange),
  'tripartie.clearApiClientsFilter': ({ rearrange }) => rearrange({ query: '' }),
  'tripartie.copyApiClientSecret': onClient('tripartie.copyApiClientSecret', (account, client, { clipboard }) =>
    copySecret(account, client, clipboard),
  ),
  'tripartie.copyApiClientEnvLines': onClient('tripartie.copyApiClientEnvLines', (account, client, { clipboard }) =>
    copySecret(account, client, clipboard, 'envLines'),
  ),
  'tripartie.copyApiClientIdentifier': onClient('tripartie.copyApiClientIdentifier', (_, client) =>
    copyIdentifier(client),
  ),
  'tripartie.writeToEnv': delivering('tripartie.writeToEnv'),
  'tripartie.runWithKey': delivering('tripartie.runWithKey'),
  'tripartie.setCiSecret': delivering('tripartie.setCiSecret'),
  'tripartie.forgetPlace': ({ session }, place) => forgetPlace(session, place),
  'tripartie.rotateApiClient': async (room, row, selected) => {
    const key = keyToRotate(row);
    if (key) await rotateNamed(room.session, room.rotations, room.known() ?? [], key);
    else await ROTATE(room, row, selected);
  },
  'tripartie.rotateDueApiClients': async ({ session, rotations }) => {
    const account = await requireAccount(session, STORES);
    if (account) await rotateDue(account, rotations);
  },
  'tripartie.testApiClient': onClient('tripartie.testApiClient', testCredentials),
  'tripartie.importApiClientSecret': onClient(
    'tripartie.importApiClientSecret',
    (account, client) => importSecret(account, client, clientName(client)),
    { stores: true },
  ),
} as const satisfies Partial<Readonly<Record<CommandId, Run>>>;
