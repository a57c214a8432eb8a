import { ageOf, counted } from './findings.ts';
import { DRAWN_MAX, type Report } from './report.ts';
import { lineHeight, stripOf } from './strip.ts';
import { extentWords } from './tables.ts';

const WIDTH = 800;
const LINE = 18;
const LEFT = 270;
/** Room for the longest names of scopes, which stand upright. */
const HEADS = 170;

/**
 * The figures as a picture of its own, 800 pixels wide: for a report, where no theme and no script is. It has no link and
 * loads nothing.
 */
export function toSvg(report: Report): string {
  const drawing = new Drawing();
  drawing.title(`Account health of ${report.account}`, 18);
  drawing.line(`Counted ${report.counted}`);
  for (const { title } of report.findings) drawing.line(`• ${title}`);
  keysByAge(drawing, report);
  keysAndScopes(drawing, report);
  drawing.title(`Two-factor sign-in by role, ${extentWords(report.peopleExtent, 'user')}`);
  for (const { role, on, off, unknown } of report.twoFactor) {
    drawing.bar(role, [on, off, unknown], `${on} on, ${off} off, ${unknown} unknown`);
  }
  drawing.title(`Last sign-in, ${extentWords(report.peopleExtent, 'user')}`);
  const most = Math.max(...report.signIns.map(({ count }) => count));
  for (const { label, count } of report.signIns) drawing.bar(label, [count, 0, 0], `${count}`, most);
  return drawing.toString();
}

function keysByAge(drawing: Drawing, report: Report): void {
  const strip = stripOf(report);
  const { marks, lines, due, endDays } = strip;
  drawing.title(`Keys by age, ${extentWords(report.keyExtent, 'key')}`);
  const distance = lineHeight(strip);
  const bottom = drawing.space(lines * distance + LINE);
  const x = (at: number) => 20 + at * (WIDTH - 60);
  if (due !== undefined)
    drawing.add(`<path d="M${x(due)} ${bottom - lines * distance - LINE}V${bottom}" stroke="#b33"/>`);
  for (const { key, at, line } of marks) {
    const y = bottom - 8 - line * distance;
    const title = `<title>${escaped(`${key.name}, ${ageOf(key)}`)}</title>`;
    const look = key.isDue ? 'fill="#b33"' : 'fill="#257"';
    if (key.secret === 'here') drawing.add(`<circle cx="${x(at)}" cy="${y}" r="6" ${look}>${title}</circle>`);
    else drawing.add(`<rect x="${x(at) - 5}" y="${y - 5}" width="10" height="10" ${look}>${title}</rect>`);
  }
  drawing.add(`<path d="M${x(0)} ${bottom}H${x(1)}" stroke="#555"/>`);
  const line = due === undefined ? '' : ` Line: ${counted(report.maxAgeDays, 'day', 'days')}.`;
  drawing.line(
    `0 to ${counted(endDays, 'day', 'days')}.${line} Circle: secret in this editor. Square: not here. Red: due.`,
  );
  const missing = report.keys.length - marks.length;
  const why = `of unknown age, or not among the ${DRAWN_MAX} oldest`;
  if (missing > 0) drawing.line(`${counted(missing, 'key is', 'keys are')} not drawn: ${why}.`);
}

function keysAndScopes(drawing: Drawing, { keys, scopes }: Report): void {
  drawing.title('Keys and scopes');
  const width = Math.min(60, (WIDTH - LEFT - 20) / Math.max(1, scopes.length));
  drawing.line('Red: may write.');
  const heads = drawing.space(HEADS);
  for (const [index, { scope, count }] of scopes.entries()) {
    drawing.standing(`${scope} (${count})`, LEFT + index * width + 9, heads);
  }
  if (keys.length > DRAWN_MAX) drawing.line(`Of the keys, the ${DRAWN_MAX} oldest are drawn.`);
  for (const key of keys.slice(0, DRAWN_MAX)) {
    const y = drawing.line(key.name.slice(0, 34));
    for (const [index, { scope, writes }] of scopes.entries()) {
      if (!key.scopes.includes(scope)) continue;
      const look = writes ? 'fill="#b33"' : 'fill="#257"';
      drawing.add(`<rect x="${LEFT + index * width}" y="${y - 10}" width="10" height="10" ${look}/>`);
    }
  }
}

/** A picture that grows downwards. */
class Drawing {
  readonly #parts: string[] = [];
  #y = 12;

  add(part: string): void {
    this.#parts.push(part);
  }

  /** @returns where what comes next begins */
  space(height: number): number {
    this.#y += height;
    return this.#y;
  }

  title(text: string, size = 15): void {
    const y = this.space(34);
    this.add(`<text x="20" y="${y}" font-size="${size}" font-weight="bold">${escaped(text)}</text>`);
    this.space(8);
  }

  /** @returns its base line */
  line(text: string): number {
    const y = this.space(LINE);
    this.add(`<text x="20" y="${y}">${escaped(text)}</text>`);
    return y;
  }

  /** Upright, from a place upwards. */
  standing(text: string, x: number, y: number): void {
    this.add(`<text transform="translate(${x} ${y}) rotate(-90)">${escaped(text)}</text>`);
  }

  /** @param most what the whole width stands for; the sum of the parts where it is left out */
  bar(
    label: string,
    parts: readonly [number, number, number],
    words: string,
    most = parts[0] + parts[1] + parts[2],
  ): void {
    const y = this.line(label.slice(0, 34));
    const unit = most === 0 ? 0 : 300 / most;
    let x = LEFT;
    for (const [index, part] of parts.entries()) {
      if (part === 0) continue;
      const color = ['#257', '#b33', '#888'][index];
      this.add(`<rect x="${x}" y="${y - 11}" width="${part * unit}" height="12" fill="${color}"/>`);
      x += part * unit;
    }
    this.add(`<text x="${LEFT + 310}" y="${y}">${escaped(words)}</text>`);
  }

  toString(): string {
    const height = this.#y + 20;
    const box = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
    const parts = [`<rect width="${WIDTH}" height="${height}" fill="#fff"/>`, ...this.#parts].join('\n');
    return `<svg xmlns="http://www.w3.org/2000/svg" ${box} font-family="sans-serif" font-size="12">\n${parts}\n</svg>\n`;
  }
}

/** As text of an XML document, which has no control characters. */
function escaped(text: string): string {
  const seen = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
  return seen.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
