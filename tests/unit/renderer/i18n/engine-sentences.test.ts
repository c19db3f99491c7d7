import { expect, test } from 'vitest';
import { librarySentences } from '../../../../renderer/i18n/zh-CN/engine/library-sentences.ts';
import { engineSentences } from '../../../../renderer/i18n/zh-CN/engine-sentences.ts';
import { findSentences } from './find-sentences.ts';
import { readSources } from './sentence-sources.ts';

const root = new URL('../../../../', import.meta.url).pathname;

/** Where sentences stand that no page shows, and why. */
const unshown: readonly (readonly [path: RegExp, why: string])[] = [
  [/^core\/bin\/(?!create-node-engine|engine-|web-host|own-modules)/, 'of the command line'],
  [/^core\/bin\/own-modules\/load-kinds/, 'of a module, for the one who writes it'],
  [
    /^core\/import\/(?!import-flow|read-source-text|\w+\/read-)/,
    'notes, which have their own words',
  ],
  [/^core\/models\/demo\/(demo-behaviour|compose-reply|tools)/, 'what the demo model answers'],
  [/^core\/exports\/run-test\//, 'of the command line'],
  [/^core\/exports\/(describe-content|otlp\/trace-mapper)/, 'content of files'],
  [/^core\/model\/(flow-document|connection-presets|connection-defaults)/, 'names and ids'],
  [/^electron\/main\/(close-guard|secret-dialog|.*menu)/, 'of dialogs of the system'],
  [/^renderer\/(?!host|engine|run\/run-store|commands\/file-commands)/, 'has words of its own'],
];

/** Templates that only put other sentences together, and words that stand alone. */
function isSentence(text: string): boolean {
  const words = text.replace(/\{\d\}/g, ' ').match(/[A-Za-z’'-]{2,}/g) ?? [];
  return (words.length > 1 && text.includes(' ')) || /^[A-Z].*[a-z]{2}.*\.$/.test(text);
}

function isShown(path: string): boolean {
  return unshown.every(([where]) => !where.test(path));
}

const found = findSentences(
  readSources(root, ['core/**/*.ts', 'renderer/**/*.{ts,tsx}', 'electron/main/*.ts']),
);

test('every sentence of the engine that a page can show has Chinese words', () => {
  const left = [...found]
    .map(([text, files]) => ({
      text: text.trim(),
      files: [...files].map((file) => file.slice(root.length)).filter(isShown),
    }))
    .filter(({ text, files }) => files.length > 0 && isSentence(text))
    .filter(({ text }) => !Object.hasOwn(engineSentences, text))
    .map(({ text, files: [file = ''] }) => `${file}: ${text}`);
  expect(left, 'Add them to a file of renderer/i18n/zh-CN/engine').toEqual([]);
  expect(found.size).toBeGreaterThan(900);
});

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The same for all sentences that differ only in the numbers of their holes. */
function unnumbered(text: string): string {
  return text.trim().replace(/\{\d\}/g, '{}');
}

test('every Chinese sentence is said by the engine, whole or with holes filled, and has its holes', () => {
  const known = new Set([...found.keys()].map(unnumbered));
  const filled = [...known]
    .filter((text) => /[a-z]{2}/.test(text) && text.includes('{}'))
    .map((text) => new RegExp(`^${text.split('{}').map(escape).join('.*')}$`, 's'));
  const isOne = (text: string): boolean =>
    known.has(text) || filled.some((pattern) => pattern.test(text));
  const isSaid = (text: string): boolean =>
    isOne(text) ||
    /^"\{\}": \{\}$/.test(text) ||
    [...text.matchAll(/ /g)].some(
      ({ index }) => known.has(text.slice(0, index)) && known.has(text.slice(index + 1)),
    );
  const unused = Object.keys(engineSentences).filter(
    (english) => !Object.hasOwn(librarySentences, english) && !isSaid(unnumbered(english)),
  );
  const holesOf = (text: string): readonly string[] => text.match(/\{\d\}/g) ?? [];
  const invented = Object.entries(engineSentences)
    .filter(([english, chinese]) => {
      const given = holesOf(english);
      return holesOf(chinese).some((hole) => !given.includes(hole));
    })
    .map(([english]) => english);
  expect({ unused, invented }).toEqual({ unused: [], invented: [] });
});
