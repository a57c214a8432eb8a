/**
 * The files of the bundle that activation reads: the entry and what it imports, directly or not, other than by
 * `import()`. Sizes in bytes, by file name; `read` gives a file's text.
 */
export function mainBundle(read: (file: string) => string, entry = 'extension.js'): Map<string, number> {
  const sizes = new Map<string, number>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (sizes.has(file)) continue;
    const code = read(file);
    sizes.set(file, Buffer.byteLength(code));
    for (const [, imported] of code.matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)) if (imported) open.push(imported);
  }
  return sizes;
}
