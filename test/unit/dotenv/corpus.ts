/** A file with the name `KEY` in it, or not, and what it has to be with another value. */
export interface Sample {
  readonly kind: string;
  /** What is before the assignment, the assignment, and what is behind it; without the last two, the name is absent. */
  readonly parts: readonly [before: string, old?: string, after?: string];
  /** What is kept around the new assignment, where that is not exactly `before` and `after`. */
  readonly kept?: readonly [before: string, after: string];
  /** Whether some reader takes the line below another one for a part of it, so that others change with it. */
  readonly takesAlong?: true;
}

const BOM = '\ufeff';

/** The kinds of files that people have. */
export const CORPUS: readonly Sample[] = [
  { kind: 'simple', parts: ['A=1\n', 'KEY=old', '\nB=2\n'] },
  { kind: 'no end of line', parts: ['A=1\n', 'KEY=old', ''] },
  { kind: 'CRLF', parts: ['A=1\r\n', 'KEY=old', '\r\nB=2\r\n'] },
  // Behind the mark, node, sh and bash would read another name.
  { kind: 'byte order mark', parts: [BOM, 'KEY=old', '\nB=2\n'], kept: [`${BOM}\n`, '\nB=2\n'] },
  { kind: 'inline comment', parts: ['A=1\n', 'KEY=old', ' # of the shop, isn’t "it"\nB=2\n'] },
  { kind: 'quoted with spaces', parts: ['A=1\n', 'KEY="old old"', '\nB=2\n'] },
  { kind: 'quoted #', parts: ['A=1\n', 'KEY="old # old"', ' # note\nB=2\n'] },
  { kind: 'export', parts: ['A=1\n  export  ', 'KEY=old', '\nexport B=2\n'] },
  { kind: 'spaces around =', parts: ['A=1\n', 'KEY = old', '\nB=2\n'] },
  { kind: 'several lines', parts: ['A=1\n', 'KEY="old\nB=3\nold"', '\nB=2\n'] },
  { kind: 'inside several lines of another', parts: ['A="1\nKEY=not\n"\n', 'KEY=old', "\nB='2\nKEY=not\n'\n"] },
  { kind: 'twice', parts: ['KEY=older\nA=1\n', 'KEY=old', '\nB=2\n'] },
  { kind: 'commented out', parts: ['#KEY=not\n', 'KEY=old', '\n # KEY="not\nB=2\n'] },
  { kind: 'names that contain it', parts: ['MY_KEY=1\nKEY_ID=1\n', 'KEY=old', '\nKEYS=2\nB=KEY=2\n'] },
  { kind: 'interpolation', parts: ['A=1\n', 'KEY=$A.old', '\nC="$A.x"\nB=2\n'] },
  { kind: 'empty file', parts: [''], kept: ['', '\n'] },
  { kind: 'empty value', parts: ['A=1\n', 'KEY=', '\nB=2\n'] },
  { kind: 'colon', parts: ['A=1\n', 'KEY: old', '\nB=2\n'] },
  { kind: 'blank lines', parts: ['\n\nA=1\n\n', 'KEY=old', '\n\n\n \nB=2\n\n'] },
  { kind: 'garbage', parts: ['hello there\n=x\nA=1\n%%\n', 'KEY=old', '\n- ]\nB=2\nKEY\n'] },
  { kind: 'trailing blanks', parts: ['A=1 \n', 'KEY=old', ' \t \nB=2\n'] },
  { kind: '$$', parts: ['A=1\n', 'KEY=$$', '\nB=2\n'] },
  { kind: 'absent', parts: ['A=1\n'], kept: ['A=1\n', '\n'] },
  { kind: 'absent, no end of line', parts: ['A=1\nB=2'], kept: ['A=1\nB=2\n', '\n'] },
  { kind: 'absent, CRLF', parts: ['A=1\r\nB=2\r\n'], kept: ['A=1\r\nB=2\r\n', '\r\n'] },
  { kind: 'comment that is not ASCII', parts: ['# clé de l’été ✓\nA=1\n', 'KEY=old', ' # für später\nB=2\n'] },
];

/** More of it, which readers make odd things of. */
export const ODD: readonly Sample[] = [
  { kind: 'single quotes', parts: ['A=1\n', "KEY='old \" old'", '\nB=2\n'] },
  { kind: 'escaped quotes', parts: ['A=1\n', 'KEY="o\\"l\\"d"', ' # note\nB=2\n'] },
  { kind: 'words that follow each other', parts: ['A=1\n', 'KEY="old"\'old\'x', ' # it’s\nB=2\n'] },
  { kind: '# in a word', parts: ['A=1\n', 'KEY=old#old', ' # note\nB=2\n'] },
  { kind: 'empty value, comment', parts: ['A=1\n', 'KEY=', ' # note\nB=2\n'] },
  { kind: 'comment right behind =', parts: ['A=1\n', 'KEY=', '#note\nB=2\n'], kept: ['A=1\n', ' #note\nB=2\n'] },
  { kind: 'empty value, blanks', takesAlong: true, parts: ['A=1\n', 'KEY=', '  \t\nB=2\n'] },
  { kind: 'backticks', parts: ['A=1\n', 'KEY=`old`', '\nB=2\n'] },
  { kind: 'byte order mark alone', parts: [BOM], kept: [`${BOM}\n`, '\n'] },
  { kind: 'byte order mark, further down', parts: [`${BOM}# note\n`, 'KEY=old', '\nB=2\n'] },
  {
    kind: 'behind a line that goes on',
    takesAlong: true,
    parts: ['A=C:\\\n', 'KEY=old', '\nB=2\n'],
    kept: ['A=C:\\\n\n', '\nB=2\n'],
  },
  { kind: 'at the end, behind one', takesAlong: true, parts: ['B=2\nA=C:\\'], kept: ['B=2\nA=C:\\\n\n', '\n'] },
  { kind: 'at the end, behind a colon', parts: ['B=2\r\nA: \r\n'], kept: ['B=2\r\nA: \r\n\r\n', '\r\n'] },
  {
    kind: 'behind an empty value with blanks',
    takesAlong: true,
    parts: ['A= \n', 'KEY=old', '\nB=2\n'],
    kept: ['A= \n#\n', '\nB=2\n'],
  },
  { kind: 'at the end, behind one', parts: ['B=2\nA=\t\n\n \n'], kept: ['B=2\nA=\t\n\n \n#\n', '\n'] },
  { kind: 'behind comments that end so', parts: ['# A:\n# C:\\\n', 'KEY=old', '\nB=2\n'] },
  { kind: 'colon, nothing behind it', takesAlong: true, parts: ['A=1\n', 'KEY:', ' \nB=2\n'] },
  { kind: 'name alone', parts: ['A=1\nKEY\nexport KEY\nB=2\n'], kept: ['A=1\nKEY\nexport KEY\nB=2\n', '\n'] },
  { kind: 'last of all', parts: ['', 'KEY=old', ''] },
];

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (file: Uint8Array): string => Buffer.from(file).toString('utf8');
export const fileOf = ({ parts: [before, old = '', after = ''] }: Sample): Uint8Array => bytes(before + old + after);
