import { HIGH, LOW, STEPS } from './hanTable.ts';

/**
 * Characters that the names of China, Taiwan and Japan write in several ways, simplified or not, as people type them or
 * as they are registered: one of the ways, for each of the others.
 */
export const HAN_VARIANTS: ReadonlyMap<string, string> = unpack();

/** The table is packed by test/host/hanVariants.ts. */
function unpack(): Map<string, string> {
  const [high, low] = [HIGH, LOW].map((digits) => [...digits.replace(/\s/g, '')]) as [string[], string[]];
  let point = 0x3400;
  return new Map(
    STEPS.trim()
      .split(/\s+/)
      .map((step, index) => {
        point += Number.parseInt(step, 36);
        const searched = 0x3400 + digitOf(high[index]) * 90 + digitOf(low[index]);
        return [String.fromCodePoint(point), String.fromCodePoint(searched)];
      }),
  );
}

function digitOf(digit = ''): number {
  const point = digit.charCodeAt(0);
  return point < 0x61 ? point - 0x41 : point < 0xc0 ? point - 0x61 + 26 : point - 0xc0 + 52;
}
