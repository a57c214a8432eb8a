import assert from 'node:assert/strict';
import fc from 'fast-check';
import decodeQr from 'jsqr';
import { qrSvg } from '../../../media/totp/qr.ts';

/** Draws the code's path, black strokes of one module on white, as large as a camera would like it. */
function draw(svg: string, scale: number): { pixels: Uint8ClampedArray; side: number; modules: number } {
  const modules = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const path = /stroke="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? '';
  const side = modules * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  let x = 0;
  let y = 0;
  for (const [, command, first, second] of path.matchAll(/([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    if (command === 'M') [x, y] = [Number(first), Number(second)];
    else if (command === 'm') x += Number(first);
    else {
      for (let row = (y - 0.5) * scale; row < (y + 0.5) * scale; row++) {
        for (let column = x * scale; column < (x + Number(first)) * scale; column++) {
          pixels.set([0, 0, 0], (row * side + column) * 4);
        }
      }
      x += Number(first);
    }
  }
  return { pixels, side, modules };
}

describe('The QR code', () => {
  it('is read back by another decoder, whatever the address', async () => {
    const account = fc.emailAddress();
    const secret = fc.string({
      unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
      minLength: 52,
      maxLength: 52,
    });
    await fc.assert(
      fc.asyncProperty(account, secret, async (email, key) => {
        const uri = `otpauth://totp/${encodeURIComponent(`Tripartie:${email}`)}?issuer=Tripartie&secret=${key}`;
        const { pixels, side } = draw(await qrSvg(uri), 4);
        assert.equal(decodeQr(pixels, side, side)?.data, uri);
      }),
      { numRuns: 30 },
    );
  }).timeout(30_000);

  it('has four modules of quiet zone on every side, light under dark', async () => {
    const svg = await qrSvg('otpauth://totp/x');
    const { pixels, side, modules } = draw(svg, 1);
    assert.match(svg, new RegExp(`fill="#ffffff" d="M0 0h${modules}v${modules}H0z"`));
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const margin = Math.min(row, column, side - 1 - row, side - 1 - column);
        if (margin < 4) assert.equal(pixels[(row * side + column) * 4], 255);
      }
    }
    assert.equal(pixels[(4 * side + 4) * 4], 0, 'the finder pattern begins right after it');
  });
});
