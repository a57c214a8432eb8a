import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Page } from '../../src/api/index.ts';
import { PagedTree } from '../../src/ui/pagedTree.ts';
import { Reconnect } from '../../src/ui/reconnect.ts';

const PAGE_SIZE = 2;

describe('A list that is loaded page by page', () => {
  let there: string[];
  let selected: string[] | undefined;
  let asked: number[];
  let fetchPage: (page: number) => Promise<Page<string>>;
  let tree: PagedTree<string>;

  beforeEach(() => {
    there = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    selected = undefined;
    asked = [];
    fetchPage = async (page) => {
      asked.push(page);
      const items = there.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
      return { items, page, total: there.length };
    };
    tree = new PagedTree<string>({
      viewId: 'tripartie.users',
      noun: 'letters',
      loadMoreCommand: 'tripartie.test.loadMore',
      emptyMessage: '',
      keyOf: (letter) => letter,
      isSelection: () => selected !== undefined,
      fetchPage: (page) =>
        selected
          ? Promise.resolve({ items: page === 1 ? selected : [], page, total: selected.length })
          : fetchPage(page),
      treeItem: (letter) => new vscode.TreeItem(letter),
      fields: () => [],
      reconnect: new Reconnect(() => Promise.resolve()),
    });
  });
  afterEach(() => tree.dispose());

  const rows = async () =>
    (await tree.getChildren()).map((row) => (row.kind === 'item' ? row.item : row.kind)).join(' ');

  it('is left alone when it is disposed of before its first page is there', async () => {
    let begun: () => void = () => undefined;
    const asking = new Promise<void>((resolve) => (begun = resolve));
    let answer: (page: Page<string>) => void = () => undefined;
    fetchPage = () => {
      begun();
      return new Promise((resolve) => (answer = resolve));
    };
    const shown = tree.getChildren();
    await asking;
    tree.dispose();
    answer({ items: ['a'], page: 1 });
    assert.deepEqual(await shown, []);
  });

  for (const [pages, expected] of [
    [1, 'b c d e more'],
    [2, 'b c d e f g'],
  ] as const) {
    it(`hides no row when one was taken out and page ${pages + 1} is loaded`, async () => {
      await tree.getChildren();
      for (let more = 1; more < pages; more += 1) await tree.loadMore();
      there = there.filter((letter) => letter !== 'a');
      tree.remove('a');
      await tree.loadMore();
      assert.equal(await rows(), expected);
    });
  }

  it('hides none either when the page is not there at the first try', async () => {
    await tree.getChildren();
    const before = fetchPage;
    there = there.filter((letter) => letter !== 'a');
    tree.remove('a');
    fetchPage = () => Promise.reject(new Error('offline'));
    await tree.loadMore();
    assert.equal(await rows(), 'b failed');
    fetchPage = before;
    await tree.loadMore();
    assert.equal(await rows(), 'b c d e more');
  });

  it('has as many pages in sight after a selection as before', async () => {
    await tree.getChildren();
    await tree.loadMore();
    await tree.loadMore();
    selected = ['g'];
    tree.reset(false);
    assert.equal(await rows(), 'g');
    selected = undefined;
    tree.reset(false);
    assert.equal(await rows(), 'a b c d e f more');
    assert.deepEqual(asked, [1, 2, 3, 1, 2, 3]);
  });
});
