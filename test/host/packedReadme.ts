/**
 * The README as the extension's page in VS Code can show it. That loads pictures from public addresses only, which the
 * project does not have yet: pictures are left out, with the paragraph about other pictures that follows one, and what
 * links to files of the project is words. Who reads it there can install it with a button and has no files to build it
 * from, so what is for builders is left out too.
 */
export function packedReadme(markdown: string): string {
  return markdown
    .replace(/^## (?:Try it|Install|More)\n[\s\S]*?(?=^## |(?![\s\S]))/gm, '')
    .replace(/^ *!\[[^\]]*\]\((?!https:)[^)]*\)\n\n?(?:The same in \[(?:.+\n)+\n)?/gm, '')
    .replace(/\[([^\]]*)\]\((?!https:|#)[^)]*\)/g, '$1');
}
