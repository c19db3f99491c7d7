import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GrowingText } from '../../../../renderer/chat/growing-text.ts';

test('paragraphs and blocks of code are segments of their own', () => {
  const text = new GrowingText('One\ntwo\n\n- a\n- b\n```js\nlet x;\n\nlet y;\n```\nEnd');
  expect(text.segments()).toEqual([
    { at: 0, kind: 'markdown', text: 'One\ntwo' },
    { at: 9, kind: 'markdown', text: '- a\n- b' },
    { at: 23, kind: 'code', text: 'let x;\n\nlet y;' },
    { at: 42, kind: 'markdown', text: 'End' },
  ]);
});

test('a block of code is code before its end has come', () => {
  const text = new GrowingText('Look:\n```\nlet x');
  expect(text.segments().at(-1)).toEqual({ at: 10, kind: 'code', text: 'let x' });
  text.append(' = 1;\n``');
  text.append('`');
  expect(text.segments().map(({ text: shown }) => shown)).toEqual(['Look:', 'let x = 1;']);
});

test('closed segments stay the same objects while the text grows', () => {
  const text = new GrowingText('First\n\nSecond');
  const [first] = text.segments();
  text.append(' goes on\n\nThird');
  expect(text.segments()[0]).toBe(first);
  expect(text.segments().map((segment) => segment.text)).toEqual([
    'First',
    'Second goes on',
    'Third',
  ]);
});

test('no segment grows without bound, in lines or in one line', () => {
  const code = new GrowingText(`\`\`\`\n${'x\n'.repeat(10_000)}`);
  expect(Math.max(...code.segments().map(({ text }) => text.split('\n').length))).toBe(60);
  const line = new GrowingText();
  for (let piece = 0; piece < 100; piece++) line.append('word '.repeat(100));
  expect(Math.max(...line.segments().map(({ text }) => text.length))).toBeLessThan(5000);
});

test('however a text is cut, it comes to the same', () => {
  const pieces = fc.array(fc.constantFrom('a', '\n', '```', '\n\n', '- b', '`', ' '));
  fc.assert(
    fc.property(pieces, (parts) => {
      const grown = new GrowingText();
      for (const part of parts) grown.append(part);
      const whole = new GrowingText(parts.join(''));
      expect(grown.segments()).toEqual(whole.segments());
      expect(grown.toString()).toBe(parts.join(''));
    }),
  );
});
