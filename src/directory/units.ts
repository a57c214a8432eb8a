/** Folded text as numbers: comparing them in a loop is several times faster than asking a string for its characters. */
export type Units = Uint16Array;

/** A folded text as numbers. */
export function unitsOf(text: string): Units {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) units[index] = text.charCodeAt(index);
  return units;
}

/** The bit that stands for a unit in a set of 32. Units share bits: a set may claim too much but never too little. */
export function bitOf(unit: number): number {
  // Latin, Greek and Cyrillic letters differ in their last five bits; digits would fall on letters there.
  return 1 << (unit < 64 ? 27 + (unit % 5) : unit & 31);
}

/** The set of all units of a text. */
export function lettersOf(units: Units): number {
  return units.reduce((set, unit) => set | bitOf(unit), 0);
}

/** Two units in a row as a number from 0 to 63. */
export function pairOf(unit: number, next: number): number {
  return Math.imul(unit * 33 + next, 0x9e3779b1) >>> 26;
}

/** The pairs of a text, in order. */
export function pairsOf(units: Units): number[] {
  return Array.from(units.subarray(1), (unit, index) => pairOf(units[index] as number, unit));
}

/** The bit that stands for a pair in a set of 32. */
export function pairBitOf(pair: number): number {
  return 1 << (pair >>> 1);
}

/** The hash of a word that goes on with a unit; that of no unit is 0. */
export function hashOf(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193) + 0x9e37;
}

/** The bit that stands for the hash of a word in a set of 32. */
export function hashBitOf(hash: number): number {
  return 1 << (hash >>> 27);
}
