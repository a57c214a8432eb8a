import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { buildPackage } from '../host/buildPackage.ts';
import { mainBundle } from '../host/mainBundle.ts';
import { root, vsix } from '../host/paths.ts';
import { readZip, sizeWithoutPictures } from '../host/zip.ts';

const KB = 1024;

/** What every package has. */
const needed = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/extension.js',
  'extension/dist/run.js',
  'extension/dist/sandbox.js',
  'extension/media/icon.png',
  'extension/media/skills/tripartie-keys/SKILL.md',
  'extension/media/tripartie.schema.json',
  'extension/media/tripartie.svg',
  'extension/package.json',
  'extension/readme.md',
];

/**
 * What it may have besides: the bundle's parts, whose names change with their contents, the webviews' files, and the
 * pictures of the walkthrough.
 */
const allowed = [
  /^extension\/dist\/[a-zA-Z]+-[A-Z0-9]{8}\.js$/,
  /^extension\/dist\/[a-z]+\/(page\.js|style\.css)$/,
  /^extension\/media\/walkthrough\/[a-z-]+\.svg$/,
];

describe('The package', () => {
  let files: Map<string, Buffer>;
  let archive: Buffer;

  before(async () => {
    await buildPackage();
    archive = await readFile(vsix);
    files = readZip(archive);
  });

  const text = (file: string) => {
    const bytes = files.get(`extension/dist/${file}`);
    assert.ok(bytes, `${file} is in the package`);
    return bytes.toString('utf8');
  };

  it('holds what is on the list, and nothing else', () => {
    const names = [...files.keys()];
    assert.deepEqual(names.filter((name) => !allowed.some((pattern) => pattern.test(name))).sort(), needed);
  });

  it('holds every picture of the walkthrough, each drawn in the colours of the theme', () => {
    const manifest = JSON.parse(files.get('extension/package.json')?.toString('utf8') ?? '');
    const steps: { media: { svg: string; altText: string } }[] = manifest.contributes.walkthroughs[0].steps;
    assert.ok(steps.length > 0);
    for (const { media } of steps) {
      const picture = files.get(`extension/${media.svg}`)?.toString('utf8') ?? '';
      assert.match(picture, /var\(--vscode-/, media.svg);
      assert.doesNotMatch(picture, /<script|href|style=/, `${media.svg}: VS Code would not draw it`);
      assert.ok(media.altText.length > 20 && picture.includes(`<title>${media.altText}</title>`), media.svg);
    }
  });

  it('is at most 250 KB without its pictures', () => {
    const size = sizeWithoutPictures(archive);
    assert.ok(size <= 250 * KB, `${size} bytes, with pictures ${archive.length}`);
  });

  it('has a page without pictures and links that lead nowhere', () => {
    const readme = files.get('extension/readme.md')?.toString('utf8') ?? '';
    const links = [...readme.matchAll(/\[[^\]]*\]\(([^)]*)\)/g)].map(([, to = '']) => to);
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter((to) => !/^(https:|#)/.test(to)),
      [],
    );
  });

  it('has a page that says what it does, then how to begin, and nothing of how to build it', () => {
    const readme = files.get('extension/readme.md')?.toString('utf8') ?? '';
    assert.match(readme, /^# Tripartie Account\n\nManage a \[Tripartie\]/);
    assert.match(readme, /\n\n## The first five minutes\n/);
    assert.equal(/^## .+/m.exec(readme)?.[0], '## The first five minutes');
    assert.match(readme, /There is no telemetry\.\n*$/);
    assert.doesNotMatch(readme, /npm (?:ci|start)|\.vsix|CONTRIBUTING/);
  });

  it('activates from two files of at most 60 KB: the entry, and all that it shares with what is loaded later', () => {
    const bundle = mainBundle(text);
    assert.equal(bundle.size, 2, [...bundle.keys()].join());
    const total = [...bundle.values()].reduce((sum, each) => sum + each, 0);
    assert.ok(total <= 60 * KB, `${total} bytes: ${JSON.stringify([...bundle])}`);
  });

  it('keeps the sandbox and the webviews out of what activation reads', () => {
    const names = [...mainBundle(text).keys()];
    assert.deepEqual(
      names.filter((name) => name === 'sandbox.js' || name.includes('/')),
      [],
    );
  });

  it('tells nothing of the machine it was built on, and carries no source map', () => {
    for (const [name, bytes] of files) {
      for (const telltale of [root, `${homedir()}/`, 'sourceMappingURL']) {
        assert.ok(!bytes.includes(telltale), `${name} contains "${telltale}"`);
      }
    }
  });
});
