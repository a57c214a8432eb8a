/** The argument of a keybinding that is about the row with the focus: VS Code hands over no row there. */
export const FOCUSED_ROW = 'focused';
