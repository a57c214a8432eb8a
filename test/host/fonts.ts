import { existsSync } from 'node:fs';
import { installWithApt } from './apt.ts';

/** Debian's package with characters of a script, and a file of it. */
const fonts = {
  'fonts-noto-core': '/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf',
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
};

/** Installs fonts with characters for every name in a picture. Throws with one line that says what is missing. */
export async function ensureFonts(): Promise<void> {
  const absent = Object.entries(fonts).flatMap(([name, file]) => (existsSync(file) ? [] : [name]));
  if (absent.length === 0) return;
  await installWithApt(
    absent,
    `Pictures would have boxes instead of some names. Install the fonts ${absent.join(', ')}.`,
  );
}
