import * as vscode from 'vscode';
import { type Answer, answered } from './answer.ts';
import { applyStep, askIn, leadsBack, type StepOptions } from './input.ts';
import { leaveBusy } from './keyWait.ts';
import { inert } from './plainText.ts';

/** A row of a pick, as it is shown: nothing in its texts becomes an icon. */
export interface PickRow {
  /** Name of a codicon before the label; read out with it. */
  readonly icon?: string | undefined;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

export interface Choice<T> extends PickRow {
  readonly value: T;
}

/** A line between rows. */
export const SEPARATOR = 'separator';

type Item<T> = vscode.QuickPickItem & { readonly value?: T };

/** What VS Code is given for a row. */
export function itemOf({ icon, label, description, detail }: PickRow): vscode.QuickPickItem {
  return {
    label: icon === undefined ? inert(label) : `$(${icon}) ${inert(label)}`,
    ...(description !== undefined && { description: inert(description) }),
    ...(detail !== undefined && { detail: inert(detail) }),
  };
}

/** Asks for one of several. */
export function pickOne<T>(
  options: StepOptions & { readonly items: readonly (Choice<T> | typeof SEPARATOR)[] },
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<Item<T>>();
  applyStep(pick, options);
  pick.items = options.items.map((each) =>
    each === SEPARATOR
      ? { label: '', kind: vscode.QuickPickItemKind.Separator }
      : { ...itemOf(each), value: each.value },
  );
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const listen = (settle: (answer: Answer<T>) => void) => [
    pick.onDidAccept(() => {
      const item = pick.selectedItems[0];
      if (item) settle(answered(item.value as T));
    }),
  ];
  return askIn(pick, options, listen, { isTyped: () => leadsBack(options) });
}

export interface ManyOptions<T> extends StepOptions {
  readonly items: readonly Choice<T>[];
  readonly selected: readonly T[];
  /** Said in the input when the person accepts without a choice; at least one is always asked for. */
  readonly noneSelected: string;
  /** Done once the person accepts, with the pick shown busy under this title. Escape aborts the signal. */
  readonly work?: { readonly title: string; run(values: [T, ...T[]], signal: AbortSignal): Promise<unknown> };
}

/** Asks for at least one of several. */
export function pickMany<T>(options: ManyOptions<T>): Promise<Answer<[T, ...T[]]>> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
  applyStep(pick, options);
  pick.canSelectMany = true;
  pick.matchOnDetail = true;
  pick.items = options.items.map((each) => ({ ...itemOf(each), value: each.value }));
  pick.selectedItems = pick.items.filter((item) => options.selected.includes(item.value));
  let work: { title: string; done: Promise<unknown> } | undefined;
  const listen = (settle: (answer: Answer<[T, ...T[]]>) => void, signal: AbortSignal) => [
    pick.onDidAccept(async () => {
      // A second Enter may come before the window has heard that the pick takes none: the work is done once.
      if (work) return;
      const [first, ...rest] = pick.selectedItems.map((item) => item.value);
      if (first === undefined) {
        // A quick pick has no place for a validation message: its title is what stays in sight and is read out.
        pick.title = inert(`${options.title} – ${options.noneSelected}`);
        pick.placeholder = options.noneSelected;
        return;
      }
      const values: [T, ...T[]] = [first, ...rest];
      if (options.work) {
        pick.busy = true;
        pick.enabled = false;
        pick.title = inert(`${options.work.title}… Press Escape to cancel.`);
        // How it ended is for the caller of the flow, who started it.
        work = { title: options.work.title, done: options.work.run(values, signal).catch(() => undefined) };
        await work.done;
      }
      settle(answered(values));
    }),
  ];
  return askIn(pick, options, listen, {
    isTyped: () => leadsBack(options),
    isHeld: () => work !== undefined,
    leave: (end) => (work ? leaveBusy(work.title, work.done, end) : end()),
  });
}
