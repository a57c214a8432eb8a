import * as vscode from 'vscode';

/** What the door to the person hands to VS Code for a button. */
type Item = vscode.MessageItem;

/**
 * A person in front of the messages of this window: hears each, and presses the button with the label that was set.
 * The host of extension tests refuses modal messages, and nobody could press a button of the others.
 */
export class Person {
  /** What was said, newest last, without what cannot be seen. */
  readonly told: string[] = [];
  /** The same, as it was handed to VS Code. */
  readonly handed: string[] = [];
  /** The labels of the buttons of each. */
  readonly buttons: string[][] = [];
  /** The first lines of the details of dialogs. */
  readonly details: string[] = [];
  /** The label of the button that is pressed wherever it is there; `undefined`: none is. */
  presses: string | undefined;

  /** To be called before each test; the answer puts the window's own messages back. */
  sit(): () => void {
    const { showErrorMessage, showInformationMessage, showWarningMessage } = vscode.window;
    const hear = async (message: string, ...rest: (vscode.MessageOptions | Item)[]): Promise<Item | undefined> => {
      const items = rest.filter((each): each is Item => 'title' in each);
      const [options] = rest.filter((each) => 'modal' in each);
      this.handed.push(message);
      this.told.push(message.replaceAll('\u2060', ''));
      this.buttons.push(items.map(({ title }) => title));
      this.details.push((options as vscode.MessageOptions | undefined)?.detail?.split('\n')[0] ?? '');
      return items.find(({ title }) => title === this.presses);
    };
    Object.assign(vscode.window, {
      showErrorMessage: hear,
      showInformationMessage: hear,
      showWarningMessage: hear,
    });
    return () => Object.assign(vscode.window, { showErrorMessage, showInformationMessage, showWarningMessage });
  }
}
