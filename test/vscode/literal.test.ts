import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { literalAt } from '../../src/finder/literal.ts';

/** Documents with a text each, which are never changed: one that is asks, before a debug session, where to be saved. */
class Sources implements vscode.TextDocumentContentProvider {
  private readonly texts: string[] = [];

  async open(language: string, text: string): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.from({ scheme: 'tripartie-test-source', path: `/${this.texts.push(text) - 1}` });
    return vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), language);
  }

  provideTextDocumentContent({ path }: vscode.Uri): string | undefined {
    return this.texts[Number(path.slice(1))];
  }
}

describe('A secret in the source of a program', () => {
  const sources = new Sources();
  let registered: vscode.Disposable;
  before(() => {
    registered = vscode.workspace.registerTextDocumentContentProvider('tripartie-test-source', sources);
  });
  after(() => registered.dispose());

  it('is moved only where a reference can take the place of a whole string', async () => {
    const secret = 'sandbox_secret_of_a_literal';
    const at = async (language: string, text: string) => {
      const content = text.replace('SECRET', secret);
      const document = await sources.open(language, content);
      const from = content.indexOf(secret);
      const range = new vscode.Range(document.positionAt(from), document.positionAt(from + secret.length));
      const literal = literalAt(document, range);
      if (!literal) return undefined;
      const { start, end } = literal.range;
      return (
        content.slice(0, document.offsetAt(start)) + literal.reference('X') + content.slice(document.offsetAt(end))
      );
    };
    const moved: readonly (readonly [language: string, before: string, after: string | undefined])[] = [
      ['javascript', "a('SECRET')", 'a(process.env.X)'],
      ['typescript', 'const a = `SECRET`;', 'const a = process.env.X;'],
      ['javascript', '"SECRET"', 'process.env.X'],
      ['javascript', 'a="SECRET"', 'a=process.env.X'],
      ['python', 'a = "SECRET"', 'a = os.environ["X"]'],
      ['ruby', "a = 'SECRET'", 'a = ENV.fetch("X")'],
      ['go', 'a := `SECRET`', 'a := os.Getenv("X")'],
      ['java', 'String a = "SECRET";', 'String a = System.getenv("X");'],
      ['php', "$a = 'SECRET';", "$a = $_ENV['X'];"],
      ['csharp', 'var a = "SECRET";', 'var a = Environment.GetEnvironmentVariable("X");'],
      ['shellscript', "A='SECRET'", 'A="$X"'],
      ['python', 'a = b"SECRET"', undefined],
      ['python', 'a = """SECRET"""', undefined],
      ['csharp', 'var a = $"SECRET";', undefined],
      ['javascript', 'a = { "SECRET": 1 }', undefined],
      ['javascript', `body = '{"client_secret":"SECRET"}'`, undefined],
      ['javascript', 'const a = <A key="SECRET" />', undefined],
      ['typescriptreact', 'const a = <A key = "SECRET" />', undefined],
      ['shellscript', `curl -d '{"client_secret":"SECRET"}'`, undefined],
      ['go', 'const a = "SECRET"', undefined],
      ['java', '@Value("SECRET") String a;', undefined],
      ['php', "private $a = 'SECRET';", undefined],
      ['csharp', 'const string A = "SECRET";', undefined],
      ['rust', 'let a = "SECRET";', undefined],
      // Behind what looks like a string, and is none.
      ['shellscript', `# don't\nA="SECRET"`, `# don't\nA="$X"`],
      ['shellscript', `curl https://a.b -H "a" -d "SECRET"`, `curl https://a.b -H "a" -d "$X"`],
      ['python', `"""Don't"""\na = "SECRET"`, `"""Don't"""\na = os.environ["X"]`],
      ['php', "// don't\n$a = 'SECRET';", "// don't\n$a = $_ENV['X'];"],
      ['java', `/* it's */ String a = "SECRET";`, `/* it's */ String a = System.getenv("X");`],
      ['javascript', `a = /"/;\nb = 'SECRET';`, 'a = /"/;\nb = process.env.X;'],
      ['typescript', 'enum A { B = 1 }\na = "SECRET";', 'enum A { B = 1 }\na = process.env.X;'],
      ['go', 'const (\n\ta = 1\n)\nvar b = "SECRET"', 'const (\n\ta = 1\n)\nvar b = os.Getenv("X")'],
      // In a string that was begun on another line, or in a comment.
      ['javascript', 'a = `{\n  "client_secret": "SECRET"\n}`;', undefined],
      ['shellscript', `curl -d '{\n  "client_secret": "SECRET"\n}'`, undefined],
      ['shellscript', `curl -d @- <<'END'\n{"client_secret": "SECRET"}\nEND`, undefined],
      ['python', 'a = """\n{"client_secret": "SECRET"}\n"""', undefined],
      ['ruby', 'a = <<~JSON\n  {"client_secret": "SECRET"}\nJSON', undefined],
      ['ruby', 'list << item\na = "SECRET"', 'list << item\na = ENV.fetch("X")'],
      ['ruby', `a = <<~JSON\n${'  {}\n'.repeat(1_000)}"SECRET"\nJSON`, undefined],
      ['shellscript', `cat <<END\n${'<<A '.repeat(40_000)}\n"SECRET"`, undefined],
      ['javascript', `a = "SECRET";${' '.repeat(200 * 1024)}`, undefined],
      ['php', `$a = '{\n  "client_secret": "SECRET"\n}';`, undefined],
      ['go', 'a := `{\n  "client_secret": "SECRET"\n}`', undefined],
      ['java', 'a = """\n  {"client_secret": "SECRET"}\n""";', undefined],
      ['javascript', '// a = "SECRET"', undefined],
      // What would not be the program's language any more.
      ['python', 'a = ("b"\n  "SECRET")', undefined],
      ['python', 'a = ("SECRET"\n  "b")', undefined],
      ['typescriptreact', '<A\n  onB={() => 1}\n  key="SECRET"\n/>', undefined],
      ['typescriptreact', '<p>"SECRET"</p>', undefined],
      ['typescript', 'enum A {\n  B = "SECRET",\n}', undefined],
      ['typescript', 'type A = "SECRET";', undefined],
      ['typescript', 'const a = "SECRET" as const;', undefined],
      ['javascript', 'if ("SECRET"in a) b();', undefined],
      ['go', 'const (\n\ta = "SECRET"\n)', undefined],
      ['java', '@Value(\n  "SECRET"\n) String a;', undefined],
      ['java', 'switch (a) { case "SECRET" -> 1; }', undefined],
      ['php', "private $a = [\n  'b' => 'SECRET',\n];", undefined],
      ['php', "function a($b = 'SECRET') {}", undefined],
      ['csharp', '[A("SECRET")] class B {}', undefined],
      ['csharp', 'void A(string b = "SECRET") {}', undefined],
      ['javascript', 'a = "SECRET more"', undefined],
      ['javascript', 'a = SECRET', undefined],
      ['javascriptreact', 'a = <A key="SECRET" />', undefined],
      ['json', '{"a":"SECRET"}', undefined],
      ['yaml', 'a: "SECRET"', undefined],
    ];
    for (const [language, before, after] of moved)
      assert.equal(await at(language, before), after?.replace('SECRET', secret), before);
  });

  it('is said to need what makes its reference mean something', async () => {
    const secret = 'sandbox_secret_of_a_literal';
    const lacks = async (before: string) => {
      const document = await sources.open('python', `${before}\na = "${secret}"`);
      const range = new vscode.Range(1, 5, 1, 5 + secret.length);
      return literalAt(document, range)?.lacks;
    };
    for (const line of ['import os', 'import json, os', 'import os.path  # paths'])
      assert.equal(await lacks(line), undefined, line);
    for (const line of ['from os import environ', 'import os as system', 'import json # not os', 'import cos'])
      assert.equal(await lacks(line), 'import os', line);
  });
});
