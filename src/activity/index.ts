import * as vscode from 'vscode';
import type { Platform } from '../platform/platform.ts';
import { registerCommand, setContext } from '../ui/commands.ts';
import type { Activity } from './activityFile.ts';
import { milestoneOf } from './milestones.ts';

const SCHEME = 'tripartie-activity';

/** Writes the activity log and shows it. Local, bounded, without secrets. */
export class ActivityLog implements vscode.Disposable {
  readonly #platform: Platform;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #disposables: vscode.Disposable;
  readonly #uri = vscode.Uri.from({ scheme: SCHEME, path: '/Tripartie activity.log' });
  #writing: Promise<void> = Promise.resolve();

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#disposables = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: () => this.#text(),
      }),
      registerCommand('tripartie.showActivityLog', async () => {
        this.#changed.fire(this.#uri);
        await vscode.window.showTextDocument(this.#uri, { preview: true });
      }),
    );
  }

  /** Notes what was done, now, and checks off the step of the walkthrough that it completes. */
  note(entry: Omit<Activity, 'at'>): void {
    const at = this.#platform.clock.now();
    const milestone = milestoneOf(entry);
    if (milestone) void setContext(milestone, true);
    this.#writing = this.#writing.then(async () => {
      const { appendActivity } = await import('./activityFile.ts');
      await appendActivity(this.#platform.files, { at, ...entry });
      this.#changed.fire(this.#uri);
    });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #text(): Promise<string> {
    await this.#writing;
    return (await import('./activityText.ts')).activityText(this.#platform.files);
  }
}
