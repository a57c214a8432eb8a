import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

/** One picture of a moving one, and for how many milliseconds it stays. */
export interface Frame {
  readonly png: Buffer;
  readonly ms: number;
}

// Without a loss, text and thin lines stay sharp, and a window is smaller than with one.
const encoding = { lossless: true, effort: 6 } as const;

/** Writes a screenshot as WebP, a third of its PNG. */
export async function writePicture(file: string, png: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await sharp(png).webp(encoding).toFile(file);
}

/** Writes screenshots of one size as a moving WebP that begins again at its end. */
export async function writeMovingPicture(file: string, frames: readonly Frame[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const pictures = frames.map(({ png }) => png);
  await sharp(pictures, { join: { animated: true } })
    .webp({ ...encoding, loop: 0, delay: frames.map(({ ms }) => ms) })
    .toFile(file);
}
