import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, ConsoleMessage, Locator, Page } from 'playwright-core';
import { holdChromium, launchProfile, sharedProfile, windowSize } from './chromium.ts';
import { eventually, patienceMs } from './eventually.ts';
import { temporaryDirectory } from './lifetime.ts';
import { tryMs } from './parts/click.ts';
import { Dialog } from './parts/dialog.ts';
import { Notifications, recordNotifications } from './parts/notifications.ts';
import { parkPointer } from './parts/pointer.ts';
import { InputBox, QuickPick } from './parts/quickInput.ts';
import { exactly, type Wanted } from './parts/text.ts';
import { View } from './parts/view.ts';
import { root } from './paths.ts';
import { type Server, startServer } from './server.ts';
import { type HostVersion, releases, type Theme } from './versions.ts';

export interface VsCodeOptions {
  /** Default: the newest. */
  readonly version?: HostVersion;
  /** A built package, installed as a user has it. */
  readonly vsix?: string;
  /** The folder of an unpacked extension to install besides. */
  readonly unpacked?: string;
  /** The folder of an extension to run from its sources. */
  readonly development?: string;
  /** all: with those of VS Code's own extensions too that run code, as a user has it. Default: quiet, without them. */
  readonly builtIns?: 'all' | 'quiet';
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** false: SecretStorage forgets everything at a reload, as in web hosts without a provider. Default: true. */
  readonly durableSecrets?: boolean;
  /** Default: light. */
  readonly theme?: Theme;
  /** Of the window, in pixels; default 1280 × 800. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels of a screenshot a pixel of the window; default 1. */
  readonly scale?: number;
  /** The folder that is open, or the `.code-workspace` file; default: an empty folder. */
  readonly folder?: string;
  /** Settings of the machine that the server runs on, where those of a dev container end up. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the extension host. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Clears the notifications away, in every window of a test: the palette takes ten times as long, after each test. */
const clearing = { key: 'ctrl+shift+alt+f11', command: 'notifications.clearAll' } as const;

/** A quick input on its way out would take the palette with it; one that stays longer than this is there to stay. */
const closingMs = 1_000;

/** Where `Workbench.screenshot` writes to. */
export const screenshots = path.join(root, 'dist/screenshots');

/** The workbenches that are open, for the hook that takes a picture when a test fails. */
export const openWorkbenches = new Set<Workbench>();

/** One VS Code window in a browser, spoken to in the words of the person who uses it. */
export class Workbench {
  readonly page: Page;
  readonly quickPick: QuickPick;
  readonly inputBox: InputBox;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  /** What the window, and the extension host through it, wrote to the console. */
  readonly console: { readonly type: string; readonly text: string }[] = [];
  /** Exceptions nobody caught in the window. */
  readonly pageErrors: string[] = [];
  /** The server behind it. */
  readonly server: Server;
  private readonly onClose: () => Promise<void>;

  constructor(page: Page, server: Server, onClose: () => Promise<void>) {
    this.page = page;
    this.server = server;
    this.onClose = onClose;
    this.quickPick = new QuickPick(page);
    this.inputBox = new InputBox(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    page.on('console', (message: ConsoleMessage) => this.console.push({ type: message.type(), text: message.text() }));
    page.on('pageerror', (error) => this.pageErrors.push(error.stack ?? error.message));
    openWorkbenches.add(this);
    // Also where the first window of an editor takes the others with it.
    page.once('close', () => openWorkbenches.delete(this));
  }

  /** Waits until the window is drawn. Extensions may still be starting. */
  async ready(): Promise<this> {
    await this.page.locator('.monaco-workbench .part.activitybar').waitFor({ timeout: 60_000 });
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    // What was open before is open again: earlier, a click on its tab would close it.
    await this.page.waitForFunction(() => performance.getEntriesByName('code/LifecyclePhase/Restored').length > 0);
    return this;
  }

  /**
   * Runs a command from the command palette, by the title it has there ("Tripartie: Sign In"). A command that is not
   * offered yet, because its extension is still being read, is waited for.
   */
  async runCommand(title: string): Promise<void> {
    await this.quickPick.closed(closingMs).catch(() => undefined);
    await eventually(async () => {
      await this.choosePaletteEntry(title);
      // As long as it is open nothing was run, and it is safe to choose again.
      await eventually(async () => {
        if (await this.isPaletteOpen()) throw new Error(`The command palette stays open on "${title}".`);
      }, tryMs);
    });
  }

  private async isPaletteOpen(): Promise<boolean> {
    return (await this.quickPick.isOpen()) && (await this.quickPick.value()).startsWith('>');
  }

  private async choosePaletteEntry(title: string): Promise<void> {
    await this.openPalette(title);
    const name = this.page.locator('.label-name', { hasText: exactly(title) });
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first();
    try {
      await row.waitFor({ timeout: 1_500 });
      await eventually(async () => {
        if (await row.and(this.page.locator('.focused')).isVisible()) return;
        await this.paletteField.press('ArrowDown', { timeout: tryMs });
        throw new Error('Another command is in front.');
      }, 1_500);
    } catch {
      // Where it has closed already, Escape would leave what is below it, such as a walkthrough.
      if (await this.isPaletteOpen()) await this.paletteField.press('Escape', { timeout: tryMs });
      throw new Error(`The command palette does not offer "${title}".`);
    }
    await this.paletteField.press('Enter', { timeout: tryMs });
  }

  private get paletteField(): Locator {
    return this.page.locator('.quick-input-box input');
  }

  private async openPalette(filter: string): Promise<void> {
    if (await this.dialog.isOpen()) throw new Error(`A dialog is in the way: ${await this.dialog.text()}`);
    await this.page.keyboard.press('F1');
    // Until it is there, the field may still be the one of a question that is open.
    await eventually(async () => {
      if (!(await this.isPaletteOpen())) throw new Error('The command palette does not open.');
    }, tryMs);
    await this.paletteField.fill(`>${filter}`, { timeout: tryMs });
  }

  /** The commands the palette offers for a text, as it words them; it is closed again. */
  async paletteEntries(filter: string): Promise<string[]> {
    await this.openPalette(filter);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor({ timeout: patienceMs });
    const labels = (await this.quickPick.items()).map((item) => item.label);
    await this.page.keyboard.press('Escape');
    return labels;
  }

  /** Clears the notifications away, those behind the bell too. */
  async clearNotifications(): Promise<void> {
    await eventually(async () => {
      await this.page.keyboard.press('Control+Shift+Alt+F11');
      await this.notifications.gone();
    });
  }

  /** Leaves every question on the screen without an answer, as a person does before something else. */
  async putAway(): Promise<void> {
    const inTheWay = this.page.locator('.monaco-dialog-box, .monaco-menu').filter({ visible: true }).first();
    await eventually(async () => {
      if (!(await inTheWay.isVisible())) return;
      await this.page.keyboard.press('Escape');
      throw new Error('A dialog or a menu stays open.');
    });
    if (await this.quickPick.isOpen()) {
      await this.page.keyboard.press('Escape');
      // The command palette takes the place of a quick input that stays open all the same.
      const stays = await this.quickPick.closed(closingMs).then(
        () => false,
        () => true,
      );
      if (stays) await this.runCommand('Notifications: Clear All Notifications');
    }
    await this.clearNotifications();
  }

  /** Brings a container of the activity bar to the front ("Tripartie"); its badge is no part of its name. */
  async openContainer(name: string): Promise<void> {
    const tab = this.activityBarItem(name);
    await tab.waitFor({ timeout: patienceMs });
    // A window that is still restoring its side bar takes the first click as the one that closes it.
    await eventually(async () => {
      if ((await tab.getAttribute('aria-expanded')) === 'true') return;
      await tab.click();
      await this.page.locator('.sidebar .pane-header').first().waitFor({ timeout: 2_000 });
      if ((await tab.getAttribute('aria-expanded')) !== 'true') throw new Error(`"${name}" does not stay open.`);
    });
    await parkPointer(this.page);
  }

  /** What the badge of a container says to a screen reader ("2 due"); '' where there is none. */
  async badge(container: string): Promise<string> {
    const label = (await this.activityBarItem(container).locator('.action-label').getAttribute('aria-label')) ?? '';
    return label.split(' - ').slice(1).join(' - ');
  }

  private activityBarItem(name: string): Locator {
    const label = `.action-label:is([aria-label="${name}"], [aria-label^="${name} - "], [aria-label^="${name} ("])`;
    return this.page.locator('.activitybar [role=tab]').filter({ has: this.page.locator(label) });
  }

  /** Opens a view of a container and unfolds it. */
  async openView(container: string, name: string): Promise<View> {
    await this.openContainer(container);
    return this.view(name).open();
  }

  /** A view of the container that is in front. */
  view(name: string): View {
    return new View(this.page, name);
  }

  /** The entry of the status bar whose text is or contains `text`; icons are not part of its text. */
  statusBar(text: Wanted): Locator {
    return this.page.locator('.statusbar .statusbar-item', { hasText: exactly(text) });
  }

  /** The texts of the status bar, from left to right. */
  async statusBarTexts(): Promise<string[]> {
    const texts = await this.page.locator('.statusbar .statusbar-item').filter({ visible: true }).allTextContents();
    // Without the joiner that keeps VS Code from making an icon of a name: nobody sees it.
    return texts.map((text) => text.replaceAll('\u2060', '').trim()).filter((text) => text !== '');
  }

  /** What is on the clipboard. */
  async clipboard(): Promise<string> {
    await this.page.bringToFront();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Puts a text on the clipboard, as another program would. */
  async setClipboard(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate((value) => navigator.clipboard.writeText(value), text);
  }

  /** Writes a picture of the window to `file`, or to `dist/screenshots/` where `file` is a bare name. */
  async screenshot(file: string): Promise<void> {
    const target = path.resolve(screenshots, file.endsWith('.png') ? file : `${file}.png`);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, await this.picture());
  }

  /** A picture of the window as PNG, without the pointer and the caret. */
  async picture(): Promise<Buffer> {
    await parkPointer(this.page);
    return this.page.screenshot({ animations: 'disabled', caret: 'hide' });
  }

  /** Reloads the window, as a person does; extensions start again. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** A second window of the same VS Code: same server, same settings, same stored secrets. */
  async secondWindow(): Promise<Workbench> {
    const page = await newPage(this.page.context(), this.page.viewportSize() ?? windowSize);
    const second = new Workbench(page, this.server, async () => page.close());
    await page.goto(this.page.url());
    return second.ready();
  }

  /** Closes the window; the first one takes browser, server and all data with it. */
  async close(): Promise<void> {
    await this.onClose();
  }
}

/**
 * Starts a VS Code of its own – server, data, what a browser keeps – and opens a window. Close it with
 * `Workbench.close`; the end of the process closes it at the latest.
 */
export async function startVsCode(options: VsCodeOptions = {}): Promise<Workbench> {
  const version = options.version ?? 'newest';
  const folder = options.folder === undefined ? temporaryDirectory('folder') : undefined;
  const giveUpChromium = holdChromium();
  const starting = startServerFor(version, options);
  // How sharp its windows are is a matter of the whole browser.
  const own = options.scale === undefined ? undefined : launchProfile(options.scale);
  let page: Page | undefined;
  const close = async () => {
    const server = await starting.catch(() => undefined);
    // Where the browser is gone, it has nothing left to close.
    await closeWindows(page, server).catch(() => undefined);
    await (await own?.catch(() => undefined))?.close();
    await giveUpChromium();
    await server?.close();
    folder?.remove();
  };
  try {
    page = await newPage(await (own ?? sharedProfile()), options.size ?? windowSize);
    const server = await starting;
    const workbench = new Workbench(page, server, close);
    await workbench.page.goto(address(server.url, options.folder ?? folder?.path ?? root, options.development));
    return await workbench.ready();
  } catch (error) {
    await close();
    throw error;
  }
}

async function newPage(profile: BrowserContext, size: { width: number; height: number }): Promise<Page> {
  const page = await profile.newPage();
  await page.addInitScript(recordNotifications);
  if (size !== windowSize) await page.setViewportSize(size);
  return page;
}

/** Closes the windows of an editor, and what its links opened; those of other editors stay. */
async function closeWindows(first: Page | undefined, server: Server | undefined): Promise<void> {
  const others = new Set([...openWorkbenches].filter((other) => other.server !== server).map(({ page }) => page));
  const isOfIt = (page: Page) => page === first || (page.url() !== 'about:blank' && !others.has(page));
  await Promise.all((first?.context().pages() ?? []).filter(isOfIt).map((page) => page.close()));
}

function startServerFor(version: HostVersion, options: VsCodeOptions): Promise<Server> {
  return startServer({
    version,
    durableSecrets: options.durableSecrets ?? true,
    builtIns: options.builtIns ?? 'quiet',
    keys: [clearing],
    development: options.development !== undefined,
    userSettings: { 'workbench.colorTheme': releases[version].themes[options.theme ?? 'light'], ...options.settings },
    ...(options.vsix === undefined ? {} : { vsix: options.vsix }),
    ...(options.unpacked === undefined ? {} : { unpacked: options.unpacked }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.machineSettings === undefined ? {} : { machineSettings: options.machineSettings }),
  });
}

/** The address of a window: the folder or workspace file it shows, and what else a desktop VS Code is told by flags. */
export function address(server: string, folder: string, development?: string, tests?: string): string {
  const remote = (file: string) => `vscode-remote://${new URL(server).host}${file}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (development !== undefined) payload.push(['extensionDevelopmentPath', remote(development)]);
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  const shown = folder.endsWith('.code-workspace') ? { workspace: folder } : { folder };
  return `${server}/?${new URLSearchParams({ ...shown, payload: JSON.stringify(payload) })}`;
}
