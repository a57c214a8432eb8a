import { inNotification } from './progress.ts';

let awaited = false;

/** Tells whether the API has refused the account's key, so that what is asked meanwhile waits for another one. */
export function awaitKey(waiting: boolean): void {
  awaited = waiting;
}

/**
 * An input that showed work was hidden. That is how Escape cancels; but while a key is awaited it is also how the input
 * for that key takes its place, and then the work goes on in sight, with a button that cancels it.
 * @param title what is done, without a full stop
 */
export function leaveBusy(title: string, work: Promise<unknown>, cancel: () => void): void {
  if (!awaited) {
    cancel();
    return;
  }
  void inNotification(`${title} – this waits for your new key`, async (signal) => {
    signal.addEventListener('abort', cancel);
    await work.catch(() => undefined);
  });
}
