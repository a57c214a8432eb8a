import * as vscode from 'vscode';
import { type Answer, answered } from './answer.ts';
import { applyStep, askIn, leadsBack, type StepOptions } from './input.ts';
import { leaveBusy } from './keyWait.ts';
import { inert } from './plainText.ts';
import { type BusyCall, busyCall } from './whileBusy.ts';

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

/** A line between rows, with words where it has some. */
export interface Separator {
  readonly separator: string;
}

/** A line without words. */
export const SEPARATOR: Separator = { separator: '' };

type Item<T> = vscode.QuickPickItem & { readonly value?: T };

/** What VS Code is given for a row. */
export function itemOf({ icon, label, description, detail }: PickRow): vscode.QuickPickItem {
  return {
    label: icon === undefined ? inert(label) : `$(${icon}) ${inert(label)}`,
    ...(description !== undefined && { description: inert(description) }),
    ...(detail !== undefined && { detail: inert(detail) }),
  };
}

export interface OneOptions<T> extends StepOptions {
  readonly items: readonly (Choice<T> | Separator)[];
  /** The value that Enter takes at once; left out for the first. */
  readonly active?: T | undefined;
}

/** Asks for one of several. */
export function pickOne<T>(options: OneOptions<T>): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<Item<T>>();
  applyStep(pick, options);
  pick.items = options.items.map((each) =>
    'separator' in each
      ? { label: inert(each.separator), kind: vscode.QuickPickItemKind.Separator }
      : { ...itemOf(each), value: each.value },
  );
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const { active } = options;
  if (active !== undefined) pick.activeItems = pick.items.filter(({ value }) => value === active);
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
  /** What is wrong with `selected`, as somebody else found; said until it is changed. */
  readonly complaint?: string | undefined;
  /** Said in the input when the person accepts without a choice, behind its title; at least one is always asked for. */
  readonly noneSelected: string;
  /** Done once the person accepts, with the pick shown busy under this title. Escape aborts the signal of the call. */
  readonly work?: {
    readonly title: string;
    run(values: [T, ...T[]], call: BusyCall): Promise<unknown>;
    /** Called when something else took the place of the pick while the work goes on. */
    left?(): void;
  };
}

/** Asks for at least one of several. */
export function pickMany<T>(options: ManyOptions<T>): Promise<Answer<[T, ...T[]]>> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
  applyStep(pick, options);
  pick.canSelectMany = true;
  pick.matchOnDetail = true;
  pick.items = options.items.map((each) => ({ ...itemOf(each), value: each.value }));
  const isGiven = ({ value }: { readonly value: T }) => options.selected.includes(value);
  pick.selectedItems = pick.items.filter(isGiven);
  // A quick pick has no place for a validation message: its title is what stays in sight and is read out.
  const complain = (complaint: string) => {
    pick.title = inert(`${options.title} – ${complaint}`);
    pick.placeholder = `${complaint.charAt(0).toUpperCase()}${complaint.slice(1)}${complaint.endsWith('.') ? '' : '.'}`;
  };
  let isAboutGiven = options.complaint !== undefined;
  if (options.complaint) complain(options.complaint);
  let work: { title: string; done: Promise<unknown> } | undefined;
  let isSettled = false;
  const listen = (settle: (answer: Answer<[T, ...T[]]>) => void, signal: AbortSignal) => [
    pick.onDidChangeSelection(() => {
      // The editor tells of what it was given as well.
      const isAsGiven = pick.selectedItems.length === options.selected.length && pick.selectedItems.every(isGiven);
      if (work || (isAboutGiven && isAsGiven)) return;
      // What was missing is there now, or what was wrong is another.
      isAboutGiven = false;
      pick.title = inert(options.title);
      pick.placeholder = options.placeholder;
    }),
    pick.onDidAccept(async () => {
      // A second Enter may come before the window has heard that the pick takes none: the work is done once.
      if (work) return;
      const [first, ...rest] = pick.selectedItems.map((item) => item.value);
      if (first === undefined) {
        complain(options.noneSelected);
        return;
      }
      const values: [T, ...T[]] = [first, ...rest];
      if (options.work) {
        pick.busy = true;
        pick.enabled = false;
        const { title, run } = options.work;
        // How it ended is for the caller of the flow, who started it.
        work = { title, done: run(values, busyCall(pick, title, signal)).catch(() => undefined) };
        await work.done;
      }
      isSettled = true;
      settle(answered(values));
    }),
  ];
  return askIn(pick, options, listen, {
    isTyped: () => leadsBack(options),
    isHeld: () => work !== undefined,
    leave: (end) => {
      // What is settled is hidden too.
      if (!work || isSettled) return end();
      options.work?.left?.();
      leaveBusy(work.title, work.done, end);
    },
  });
}
