/// <reference lib="dom" />

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** A page’s way to the extension that opened it. */
export interface Editor<Sent> {
  send(message: Sent): void;
  /** What was kept when the page was drawn before; VS Code throws a page away that is out of sight. */
  readonly kept: unknown;
  /** Keeps something for the next time, never a secret: VS Code may write it to the disk. */
  keep(state: unknown): void;
}

/**
 * Connects a page with the extension that opened it. VS Code lets a page do so once.
 * @param receive gets what the editor sends; what that means, and whether it means anything, is the page's to know
 */
export function connect<Sent>(receive: (data: unknown) => void): Editor<Sent> {
  const editor = acquireVsCodeApi();
  // A message comes from the editor's own frame around this one: another origin, or this very window, is a forgery.
  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin === window.origin && source !== window) receive(data);
  });
  return {
    send: (message) => editor.postMessage(message),
    kept: editor.getState(),
    keep: (state) => editor.setState(state),
  };
}
