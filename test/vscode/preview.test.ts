import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { withPreview } from '../../src/delivery/preview.ts';

describe('A look at a change', () => {
  /** What the editors show, by the address of each. */
  const shown = () =>
    vscode.workspace.textDocuments
      .filter(({ uri }) => uri.scheme === 'tripartie-env')
      // The lines before it stand behind the question.
      .map((each) => each.getText().split('\n').at(-1))
      .sort();
  const isOpen = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === 'tripartie-env')
      .length;

  it('shows what it is asked for, also while another one of the same name is there, and takes its own away', async () => {
    const first = { title: 'first', fileName: '.env', before: 'A=1', after: 'A=2' };
    const second = { ...first, title: 'second', before: 'B=1', after: 'B=2' };
    await withPreview(first, async () => {
      assert.deepEqual(shown(), ['A=1', 'A=2']);
      await withPreview(second, async () => {
        const texts = shown();
        assert.ok(texts.includes('B=1') && texts.includes('B=2'), texts.join());
      });
    });
    assert.equal(isOpen(), 0);
  });
});
