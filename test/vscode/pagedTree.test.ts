import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Page } from '../../src/api/index.ts';
import type { CommandId } from '../../src/contributes/commands.ts';
import { PagedTree } from '../../src/ui/pagedTree.ts';
import { Reconnect } from '../../src/ui/reconnect.ts';
import { loadAll } from '../../src/ui/showRow.ts';
import { eventually, settled } from '../host/eventually.ts';

const PAGE_SIZE = 2;

describe('The rows of a list that is loaded page by page, in the window', () => {
  let there: string[];
  let note: string | undefined;
  let fetched: () => Promise<void>;
  let drawn: () => Promise<void>;
  let timesDrawn = 0;
  let pressed: string | undefined;
  let tree: PagedTree<string>;
  let command: vscode.Disposable;

  before(async () => {
    // It gives the view a tree of its own, of which this one takes the place.
    await vscode.extensions.getExtension('tripartie-community.tripartie-account')?.activate();
    there = ['a', 'b', 'c'];
    fetched = drawn = () => Promise.resolve();
    tree = new PagedTree<string>({
      viewId: 'tripartie.users',
      noun: 'letters',
      loadMoreCommand: 'tripartie.test.loadMoreRows' as CommandId,
      clearFilterCommand: 'tripartie.clearUsersFilter',
      createCommand: 'tripartie.createApiClient',
      emptyMessage: 'There are no letters.',
      note: () => note,
      keyOf: (letter) => letter,
      fetchPage: async (page) => {
        await fetched();
        return { items: there, page, total: there.length };
      },
      treeItem: async (letter) => {
        timesDrawn += 1;
        await drawn();
        const item = new vscode.TreeItem(letter);
        item.id = letter;
        return item;
      },
      copyOf: (letter) => ({ label: 'Letter', text: letter }),
      fields: () => [],
      reconnect: new Reconnect(() => Promise.resolve()),
    });
    command = vscode.commands.registerCommand('tripartie.test.press', (row: unknown) => {
      pressed = tree.itemOf(row);
    });
    await vscode.commands.executeCommand('tripartie.users.focus');
    await eventually(async () => assert.equal(await press('b'), 'b'));
  });
  after(async () => {
    // A view that is in sight without its tree hinders the others.
    await vscode.commands.executeCommand('workbench.view.explorer');
    command.dispose();
    tree.dispose();
  });
  beforeEach(async () => {
    fetched = drawn = () => Promise.resolve();
    assert.ok(tree.view.visible);
    // A view that has just been opened is read more than once.
    await settled(() => Promise.resolve(timesDrawn));
  });

  /** What the command of a button gets when that is pressed in a row, as the window tells of it. */
  async function press(letter: string): Promise<string | undefined> {
    const row = { $treeViewId: 'tripartie.users', $treeItemHandle: `1/${letter}` };
    const commands = [{ command: 'tripartie.test.press', args: [row] }];
    pressed = undefined;
    await vscode.commands.executeCommand('runCommands', { commands });
    return pressed;
  }

  /** Something that is reached, and goes on when the test says so. */
  function held() {
    let begin: () => void = () => undefined;
    let release: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (begin = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    const wait = () => {
      begin();
      return released;
    };
    return { wait, reached, release };
  }

  it('may be outdated while the view is hidden', async () => {
    assert.ok(!tree.isAtStart);
    await vscode.commands.executeCommand('workbench.view.explorer');
    await eventually(() => assert.ok(!tree.view.visible));
    tree.reset(false);
    assert.ok(tree.isAtStart);
    await vscode.commands.executeCommand('tripartie.users.focus');
    await eventually(() => assert.ok(tree.view.visible && !tree.isAtStart));
  });

  it('are one that clears the filter where that leaves none, and one that creates the first where there are none', async () => {
    const rows = async () => Promise.all((await tree.getChildren()).map((row) => tree.getTreeItem(row)));
    there = [];
    note = '“z”: 0 of 3 letters';
    tree.reset(false);
    await eventually(async () => {
      const [only, ...others] = await rows();
      assert.deepEqual([only?.label, only?.command?.command], ['Clear filter', 'tripartie.clearUsersFilter']);
      assert.equal(only?.accessibilityInformation?.label, 'Nothing matches. Clear filter');
      assert.deepEqual(others, []);
    });
    note = undefined;
    tree.rearrange();
    assert.deepEqual(await rows(), [], 'nothing says that there are none');
    tree.reset(false);
    await eventually(async () => {
      const [only, ...others] = await rows();
      assert.deepEqual([only?.label, only?.command?.command], ['Create the first one', 'tripartie.createApiClient']);
      assert.equal(only?.accessibilityInformation?.label, 'There are no letters yet. Create the first one');
      assert.deepEqual(others, []);
    });
    there = ['a', 'b', 'c'];
    tree.reset(false);
    await eventually(async () => assert.equal(await press('b'), 'b'));
  });

  it('are known when a button is pressed while they are read anew', async () => {
    const { wait, reached, release } = held();
    fetched = wait;
    tree.reset(false);
    await reached;
    assert.equal(await press('b'), 'b');
    const drawing = held();
    drawn = drawing.wait;
    tree.redraw();
    await drawing.reached;
    assert.equal(await press('b'), 'b', 'nor does drawing them again meanwhile take them away');
    drawing.release();
    release();
  });

  it('are known when a button is pressed while one is taken out of a list that is read anew', async () => {
    const { wait, reached, release } = held();
    fetched = wait;
    tree.reset(false);
    await reached;
    tree.remove('c');
    await eventually(async () => assert.deepEqual([await press('b'), await press('c')], ['b', undefined]));
    release();
    await eventually(async () => assert.equal(await press('c'), 'c', 'the list says that it is there'));
  });

  it('are known when a button is pressed while they are drawn again', async () => {
    const { wait, reached, release } = held();
    drawn = wait;
    tree.redraw();
    await reached;
    assert.equal(await press('b'), 'b');
    release();
  });

  it('follow what has come and gone', async () => {
    there = ['b', 'x'];
    tree.reset(false);
    await eventually(async () => assert.deepEqual([await press('x'), await press('a')], ['x', undefined]));
    assert.equal(await press('b'), 'b');
  });
});

describe('A list that is loaded page by page', () => {
  let there: string[];
  let isReversed: boolean;
  let selected: string[] | undefined;
  let asked: number[];
  let fetchPage: (page: number) => Promise<Page<string>>;
  let tree: PagedTree<string>;

  beforeEach(() => {
    isReversed = false;
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
      loadMoreCommand: 'tripartie.test.loadMore' as CommandId,
      createCommand: 'tripartie.createApiClient',
      emptyMessage: 'There are no letters.',
      keyOf: (letter) => letter,
      isSelection: () => selected !== undefined,
      fetchPage: (page) =>
        selected
          ? Promise.resolve({ items: page === 1 ? selected : [], page, total: selected.length })
          : fetchPage(page),
      treeItem: (letter) => new vscode.TreeItem(letter),
      copyOf: (letter) => ({ label: 'Letter', text: letter }),
      arrange: (letters) => (isReversed ? [...letters].reverse() : letters),
      fields: (letter) => [['Capital', letter.toUpperCase()]],
      reconnect: new Reconnect(() => Promise.resolve()),
    });
  });
  afterEach(() => tree.dispose());

  const rows = async () =>
    (await tree.getChildren()).map((row) => (row.kind === 'item' ? row.item : row.kind)).join(' ');

  it('is copied row by row: an item as it says, a field by its value, and nothing that is no row of it', async () => {
    const [first, , more] = await tree.getChildren();
    assert.ok(first);
    assert.deepEqual(tree.copyOf(first), { label: 'Letter', text: 'a' });
    const [field] = await tree.getChildren(first);
    assert.deepEqual(tree.copyOf(field), { label: 'Capital', text: 'A' });
    for (const other of [more, undefined, 'a', { ...field }, { kind: 'field', value: 'of another' }]) {
      assert.equal(tree.copyOf(other), undefined);
    }
  });

  it('hands the name of an only row on to the one that replaces it, so that the keyboard stays there', async () => {
    const names = async () =>
      Promise.all((await tree.getChildren()).map(async (row) => (await tree.getTreeItem(row)).id ?? ''));
    there = ['a', 'b'];
    tree.reset(false);
    assert.deepEqual(await names(), ['', '']);
    tree.remove('a');
    assert.deepEqual(await names(), ['']);
    tree.remove('b');
    assert.deepEqual(await names(), ['b']);
    there = ['c', 'd'];
    tree.reset(false);
    assert.deepEqual(await names(), ['b', '']);
    there = ['b', 'c'];
    tree.reset(false);
    assert.deepEqual(await names(), ['', ''], 'never two of one name: whose name it was is back');
  });

  it('stands as it is arranged, once all of it is loaded too', async () => {
    await tree.getChildren();
    isReversed = true;
    tree.rearrange();
    assert.equal(await rows(), 'b a more');
    await loadAll(tree, () => true);
    assert.equal(await rows(), 'g f e d c b a');
    isReversed = false;
    tree.rearrange();
    assert.equal(await rows(), 'a b c d e f g');
  });

  it('stops to load all of it at a page that does not come', async () => {
    await tree.getChildren();
    fetchPage = () => Promise.reject(new Error('offline'));
    await loadAll(tree, () => true);
    assert.equal(await rows(), 'a b failed');
  });

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

  it('shows no row again that was taken out while its page was under way', async () => {
    await tree.getChildren();
    await tree.loadMore();
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const before = fetchPage;
    fetchPage = async (page) => {
      const answer = await before(page);
      await released;
      return answer;
    };
    const loading = tree.loadMore();
    await eventually(() => assert.deepEqual(asked, [1, 2, 3]));
    there = there.filter((letter) => letter !== 'b');
    tree.remove('b');
    release();
    await loading;
    await eventually(async () => assert.equal(await rows(), 'a c d e f g'));
    assert.deepEqual(asked, [1, 2, 3, 1, 2, 3]);
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
