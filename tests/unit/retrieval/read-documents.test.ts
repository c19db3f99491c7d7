import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../core/node/retrieval/read-csv.ts';
import { readDocument } from '../../../core/node/retrieval/read-document.ts';
import { readHtml } from '../../../core/node/retrieval/read-html.ts';
import { measure, splitPassages } from '../../../core/node/retrieval/split-passages.ts';

describe('passages', () => {
  const split = (text: string, size: number, overlap = 0): readonly string[] =>
    splitPassages(readDocument('a.md', text), { unit: 'characters', size, overlap }).map(
      (passage) => `${passage.heading}|${passage.text}`,
    );

  test('begin at headings, but not at those in code', () => {
    const text = '# A\none\n\n## B\n\n```sh\n# no heading\n\nls\n```\n\n## C ##\ntwo\n# D\nthree';
    expect(split(text, 100)).toEqual([
      'A|one',
      'A › B|```sh\n# no heading\n\nls\n```',
      'A › C|two',
      'D|three',
    ]);
  });

  test('keep paragraphs, then sentences, then words whole', () => {
    expect(split('One two.\n\nThree four. Five six seven eight nine.', 20)).toEqual([
      '|One two.',
      '|Three four. Five six',
      '|seven eight nine.',
    ]);
  });

  test('repeat the end of the one before, as far as the overlap goes', () => {
    expect(split('Aa bb. Cc dd. Ee ff. Gg hh.', 14, 7)).toEqual([
      '|Aa bb. Cc dd.',
      '|Cc dd. Ee ff.',
      '|Ee ff. Gg hh.',
    ]);
  });

  test.each([
    ['a long word', 'x'.repeat(1000), 64],
    ['no spaces', '磨坊'.repeat(200), 50],
    ['pairs of surrogates', '😀'.repeat(100), 15],
    ['many lines', 'line\n'.repeat(500), 33],
  ])('never are longer than asked: %s', (_name, text, size) => {
    const document = { text, hasHeadings: true };
    for (const unit of ['characters', 'tokens'] as const) {
      const passages = splitPassages(document, { unit, size, overlap: 5 });
      expect(
        Math.max(...passages.map((passage) => measure(passage.text, unit))),
      ).toBeLessThanOrEqual(size);
      expect(passages.every((passage) => passage.text.isWellFormed())).toBe(true);
      const kept = passages.map((passage) => passage.text).join('');
      expect(kept.replaceAll(/\s/g, '').length).toBeGreaterThanOrEqual(
        text.replaceAll(/\s/g, '').length,
      );
    }
  });
});

describe('HTML', () => {
  test.each([
    ['<p>a<br>b</p>c', 'a\nb\n\nc'],
    ['<h2>T &lt;x&gt;</h2>text', '## T <x>\n\ntext'],
    ['a<script>if (1 < 2) "</p>"</script>b<!-- <p> -->c', 'abc'],
    ['<SCRIPT src=x></SCRIPT >d<style>e', 'd'],
    ['1 < 2 and &#x6c34;&#27700;&nosuch;', '1 < 2 and 水水&nosuch;'],
    ['<p', ''],
  ])('%s', (html, text) => {
    expect(readHtml(html)).toBe(text);
  });

  test('takes its time once, however broken it is', () => {
    const started = performance.now();
    readHtml('<script>'.repeat(100_000) + '</'.repeat(100_000));
    readHtml('<'.repeat(200_000));
    readHtml('&#'.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test('CSV with quotes, line ends within cells and empty lines', () => {
  expect(readCsv('a,b\r\n"1,""2""","x\ny"\n\n3,\n"open', ',')).toEqual([
    ['a', 'b'],
    ['1,"2"', 'x\ny'],
    ['3', ''],
    ['open'],
  ]);
});

test.each([
  ['a.json', '{"a": {"b": 1}, "c": "text"}', 'a: {"b":1}\nc: text'],
  ['a.json', '{broken', '{broken'],
  ['a.jsonl', '{"a": 1}\n\n{"a": 2}', 'a: 1\n\n\n\na: 2'],
  ['a.tsv', 'x\ty\n1\t2', 'x: 1\ny: 2'],
  ['a.unknown', 'as\r\nit is', 'as\nit is'],
])('%s: %s', (name, text, expected) => {
  expect(readDocument(name, text).text).toBe(expected);
});
