import { expect, test } from 'vitest';
import { readMarkdown } from '../../../renderer/ui/read-markdown.ts';

test('blocks and stretches of simple Markdown', () => {
  const text =
    '# A *title*\n\nOne\nparagraph with `code`, **strong**, ~~gone~~ and [a link](https://x.y/z).\n- first\n- [x] second\n\n3. third\n> said\n> so\n\n```js\nlet x = "**";\n```\n---\nsnake_case_name stays';
  expect(
    readMarkdown(text).map((block) => {
      const spans = 'spans' in block ? block.spans : [];
      const words = spans.map((span) => `${span.kind}:${span.text}`);
      if (block.kind === 'list') {
        const items = block.items.map(({ checked, spans: own }) => [checked, own[0]?.text]);
        return [block.at, block.kind, block.ordered ? block.start : '-', ...items];
      }
      return [block.at, block.kind, ...('text' in block ? [block.text] : words)];
    }),
  ).toEqual([
    [0, 'heading', 'text:A ', 'emphasis:title'],
    [
      2,
      'paragraph',
      'text:One\nparagraph with ',
      'code:code',
      'text:, ',
      'strong:strong',
      'text:, ',
      'strike:gone',
      'text: and ',
      'link:a link',
      'text:.',
    ],
    [4, 'list', '-', [undefined, 'first'], [true, 'second']],
    [7, 'list', 3, [undefined, 'third']],
    [8, 'quote', 'text:said\nso'],
    [11, 'code', 'let x = "**";'],
    [14, 'line'],
    [15, 'paragraph', 'text:snake_case_name stays'],
  ]);
});

test('a long or unfinished text is read in linear time and loses nothing', () => {
  const text = `${'**'.repeat(20_000)}\n\`\`\`\nopen`;
  const started = performance.now();
  const blocks = readMarkdown(text);
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(blocks.at(-1)).toMatchObject({ kind: 'code', text: 'open' });
});
