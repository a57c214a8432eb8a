/** Keys are copied with line breaks, quotes, or from a header: `Bearer eyJ…`. */
export function cleanKey(pasted: string): string {
  return pasted
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^Bearer /i, '')
    .replaceAll(' ', '');
}
