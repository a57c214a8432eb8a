/// <reference lib="dom" />

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/**
 * Connects a page with the extension that opened it. VS Code lets a page do so once.
 * @param receive gets what the editor sends; what that means, and whether it means anything, is the page's to know
 * @returns sends a message to the extension
 */
export function connect<Sent>(receive: (data: unknown) => void): (message: Sent) => void {
  const editor = acquireVsCodeApi();
  // A message comes from the editor's own frame around this one: another origin, or this very window, is a forgery.
  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin === window.origin && source !== window) receive(data);
  });
  return (message) => editor.postMessage(message);
}
