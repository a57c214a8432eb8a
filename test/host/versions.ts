/** The VS Code releases the extension is tried on: the newest, and the oldest that `engines.vscode` allows. */
export type HostVersion = 'newest' | 'oldest';

/** The themes a test may ask for. Their names differ between releases; the tests say what they mean. */
export type Theme = 'light' | 'dark' | 'hc-light' | 'hc-dark';

/** One VS Code, as the npm package `code-server` ships it: server and web workbench, without a download from elsewhere. */
export interface Release {
  /** What `vscode.version` says in it. */
  readonly vscode: string;
  /** The version of the npm package that holds it. */
  readonly codeServer: string;
  /** The Node its server is built for; undefined: the one this project itself runs on. */
  readonly node?: string;
  /** The flag without which its server ignores an address that asks for a development extension or for tests. */
  readonly developmentFlag?: string;
  readonly themes: Readonly<Record<Theme, string>>;
}

const highContrast = { 'hc-light': 'Default High Contrast Light', 'hc-dark': 'Default High Contrast' } as const;

export const releases: Readonly<Record<HostVersion, Release>> = {
  newest: {
    vscode: '1.139.1',
    codeServer: '4.139.1',
    developmentFlag: '--enable-smoke-test-driver',
    themes: { light: 'Light 2026', dark: 'Dark 2026', ...highContrast },
  },
  oldest: {
    vscode: '1.100.3',
    codeServer: '4.100.3',
    node: '20.20.2',
    themes: { light: 'Default Light Modern', dark: 'Default Dark Modern', ...highContrast },
  },
};

/** Reads a version's name from outside (a flag, the environment); throws on any other text. */
export function parseHostVersion(name: string): HostVersion {
  if (name === 'newest' || name === 'oldest') return name;
  throw new Error(`No such VS Code here: "${name}". There are: ${Object.keys(releases).join(', ')}.`);
}
