import type * as vscode from 'vscode';
import type { ApiClient, UserSummary } from '../api/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Account } from '../session/session.ts';
import type { PagedTree } from '../ui/pagedTree.ts';
import type { Subject } from '../ui/subject.ts';

/** What this room needs of those that have loaded something. */
export interface Rooms {
  readonly clients: {
    readonly tree: PagedTree<ApiClient>;
    readonly onDidLoad: vscode.Event<void>;
    /** Those that are loaded; `undefined` where nothing is, or it may be outdated. */
    known(): readonly ApiClient[] | undefined;
  };
  readonly users: {
    readonly people: {
      readonly onDidChange: vscode.Event<void>;
      /** `undefined` where nobody was listed or asked about. */
      seen(account: Account): Promise<(Subject & { readonly directory: Directory }) | undefined>;
      of(account: Account): Promise<Subject & { readonly directory: Directory }>;
    };
    /** Whether the view shows everybody there is. */
    isComplete(): boolean;
    /** @returns whether the person went back from there */
    showKnown(account: Account, id: UserSummary['id']): Promise<boolean>;
  };
}

/** What this room needs of the rotations. */
export interface Marks {
  readonly onDidChange: vscode.Event<void>;
  /** How a key takes part in a rotation under way. */
  markOf(identifier: string): object | undefined;
}
