/** "1 entry could not be read": entries of a list that do not say what they are. */
export function unreadableWords(count: number): string {
  return `${count === 1 ? '1 entry' : `${count.toLocaleString('en')} entries`} could not be read`;
}
