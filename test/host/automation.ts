import { format } from 'node:util';
import type { Page } from 'playwright-core';
import type { Server } from './server.ts';
import { address } from './workbench.ts';

/** A module for the extension host to run: absolute paths, as a desktop VS Code takes them by its flags. */
export interface HostRun {
  readonly folder: string;
  readonly development: string;
  /** A CommonJS module that exports `run`. */
  readonly tests: string;
  /** Gets the console of the extension host and the window's log. */
  onLog(type: string, args: readonly unknown[]): void;
}

/**
 * Opens a window whose extension host runs a module and then ends. Resolves with the exit code: 0 where `run` did not
 * throw. Rejects when the page or the server goes, or after `timeoutMs`.
 */
export async function runInHost(page: Page, server: Server, run: HostRun, timeoutMs: number): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const exited = new Promise<number>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No end after ${timeoutMs / 1_000} s.`)), timeoutMs);
    page.on('crash', () => reject(new Error('The browser page crashed.')));
    server.onUnexpectedEnd(() => reject(new Error(`The VS Code server ended.\n${server.output()}`)));
    page.exposeFunction('codeAutomationExit', (code: number) => resolve(code)).catch(reject);
  });
  try {
    const ready = page
      .exposeFunction('codeAutomationLog', run.onLog)
      .then(() => page.goto(address(server.url, run.folder, run.development, run.tests)));
    return await Promise.race([exited, ready.then(() => exited)]);
  } catch (error) {
    throw new Error(`The run in the extension host did not end by itself: ${format(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
