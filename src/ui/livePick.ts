import * as vscode from 'vscode';
import type { Answer } from './answer.ts';
import { applyStep, askIn, type StepOptions } from './input.ts';
import { itemOf, type PickRow } from './pick.ts';
import { inert } from './plainText.ts';

/** A button of a row, or of the whole pick. */
export interface PickButton {
  /** Name of a codicon. */
  readonly icon: string;
  readonly tooltip: string;
}

export interface LiveRow extends PickRow {
  /** Shown whatever is typed. */
  readonly alwaysShow?: boolean;
  readonly buttons?: readonly PickButton[];
  /** What stands above the first of several rows that have the same one. */
  readonly group?: string;
}

/** What VS Code was given for a button. */
type ShownButton = vscode.QuickInputButton & { readonly button?: PickButton };

/** A line between rows has none. */
type Item<Row> = vscode.QuickPickItem & { readonly row?: Row };

export interface LiveOptions<Row> extends StepOptions {
  readonly value?: string;
  /** Of the whole pick, and what it does. */
  readonly button?: PickButton & { press(): void };
  /** The order of the rows is kept, and what is typed selects none of them: the caller does. */
  readonly isSorted?: boolean;
  onType?(value: string): void;
  onRowButton?(row: Row, button: PickButton): void;
  /** Called when a row was accepted; it settles the pick, or does not. */
  onAccept(row: Row, settle: (answer: Answer<Row>) => void): void;
}

/** A quick pick whose rows change while it is open. */
export class LivePick<Row extends LiveRow> {
  readonly #pick = vscode.window.createQuickPick<Item<Row>>();
  readonly #options: LiveOptions<Row>;
  #settle: (answer: Answer<Row>) => void = () => undefined;

  constructor(options: LiveOptions<Row>) {
    this.#options = options;
    const pick = this.#pick;
    applyStep(pick, options);
    pick.value = options.value ?? '';
    pick.matchOnDescription = true;
    // Rows are matched by the caller: VS Code drops nothing and, told by a property that is not in its stable types,
    // keeps their order. A version without that puts those first whose label matches.
    if (options.isSorted) Object.assign(pick, { sortByLabel: false });
    else pick.matchOnDetail = true;
    if (options.button) pick.buttons = [...pick.buttons, toButton(options.button)];
  }

  get value(): string {
    return this.#pick.value;
  }

  /** The row that Enter would take. */
  get active(): Row | undefined {
    return this.#pick.activeItems[0]?.row;
  }

  get busy(): boolean {
    return this.#pick.busy;
  }

  set busy(busy: boolean) {
    this.#pick.busy = busy;
  }

  set title(title: string) {
    this.#pick.title = inert(title);
  }

  set placeholder(placeholder: string) {
    this.#pick.placeholder = placeholder;
  }

  /** Draws other rows. @param stay whether the list stays where it was scrolled to; `active`: the row with the focus */
  draw(rows: readonly Row[], { stay = true, active }: { stay?: boolean; active?: Row | undefined } = {}): void {
    const items = rows.flatMap((row, index): Item<Row>[] => {
      const item = {
        ...itemOf(row),
        row,
        ...(row.alwaysShow && { alwaysShow: true }),
        ...(row.buttons && { buttons: row.buttons.map(toButton) }),
      };
      if (row.group === undefined || row.group === rows[index - 1]?.group) return [item];
      return [{ label: inert(row.group), kind: vscode.QuickPickItemKind.Separator }, item];
    });
    this.#pick.keepScrollPosition = stay;
    this.#pick.items = items;
    const next = active && items.find(({ row }) => row === active);
    if (next) this.#pick.activeItems = [next];
  }

  /** Closes it with an answer. */
  settle(answer: Answer<Row>): void {
    this.#settle(answer);
  }

  /** Shows it until it is settled or left. @param begin called once it is in sight */
  run(begin: (signal: AbortSignal) => void): Promise<Answer<Row>> {
    const pick = this.#pick;
    const { button, onType, onRowButton, onAccept } = this.#options;
    const listen = (settle: (answer: Answer<Row>) => void, signal: AbortSignal) => {
      this.#settle = settle;
      queueMicrotask(() => begin(signal));
      return [
        pick.onDidChangeValue((value) => onType?.(value)),
        pick.onDidTriggerButton((pressed) => pressed !== vscode.QuickInputButtons.Back && button?.press()),
        pick.onDidTriggerItemButton(({ item, button }: { item: Item<Row>; button: ShownButton }) => {
          if (item.row && button.button) onRowButton?.(item.row, button.button);
        }),
        pick.onDidAccept(() => {
          const item = pick.selectedItems[0];
          if (item?.row) onAccept(item.row, settle);
        }),
      ];
    };
    return askIn(pick, this.#options, listen, { isTyped: () => false });
  }
}

function toButton(button: PickButton): ShownButton {
  return { iconPath: new vscode.ThemeIcon(button.icon), tooltip: button.tooltip, button };
}
