import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskBody } from '../../../core/models/replay/mask-body.ts';

const secret = 'sk-0123456789';
const encoder = new TextEncoder();

function chunksOf(texts: readonly string[]) {
  return texts.map((text, timeMs) => ({ timeMs, bytes: encoder.encode(text) }));
}

function maskTexts(texts: readonly string[], secrets: readonly string[] = [secret]): string[] {
  return maskBody(chunksOf(texts), secrets).map(({ bytes }) => new TextDecoder().decode(bytes));
}

const delta = (content: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

describe('masking a recorded body', () => {
  test.each([
    ['whole', [`a ${secret} b`], ['a •••• b']],
    ['split over chunks', ['a sk-01', '2345', '6789 b'], ['a ••••', '', ' b']],
    ['twice, the ends touching', [secret + secret], ['••••••••']],
    ['only begun', ['a sk-01', '23'], ['a sk-01', '23']],
  ])('%s', (_name, texts, masked) => {
    expect(maskTexts(texts)).toEqual(masked);
  });

  test('spelt out by a model over the events of its stream', () => {
    const texts = ['The key is sk-', '01234', '56789', '. Done.'].map(delta);
    expect(maskTexts(texts)).toEqual(['The key is ••••', '', '', '. Done.'].map(delta));
  });

  test('spelt out in the arguments of a call, and with escapes', () => {
    const quoted = 'pass"word\nü😀';
    const args = JSON.stringify({ key: quoted });
    const texts = Array.from(args).map(
      (piece) =>
        `data: {"delta":{"tool_calls":[{"index":0,"function":{"arguments":${JSON.stringify(piece)}}}]}}\n\n`,
    );
    const masked = maskTexts(texts, [quoted]);
    const shown = masked
      .map(
        (text) =>
          JSON.parse(text.slice(6)) as {
            delta: { tool_calls: [{ function: { arguments: string } }] };
          },
      )
      .map((event) => event.delta.tool_calls[0].function.arguments);
    expect(shown.join('')).toBe('{"key":"••••"}');
    const escaped = `data: {"text":"p\\u0061ss\\"word\\n\\u00fc\\ud83d\\ude00!"}\n\n`;
    expect(maskTexts([escaped], [quoted])).toEqual([`data: {"text":"••••!"}\n\n`]);
  });

  test.each<[string, string[], string[]]>([
    ['in one long text', [delta(`${secret} `.repeat(20_000))], [delta('•••• '.repeat(20_000))]],
    [
      'over many pieces',
      Array.from({ length: 20_000 }, () => [delta('sk-01234'), delta('56789')]).flat(),
      Array.from({ length: 20_000 }, () => [delta('••••'), delta('')]).flat(),
    ],
  ])(
    'very many times %s, in a time that grows with the text only',
    (_name, texts, masked) => {
      const startedAt = performance.now();
      const found = maskTexts(texts);
      const ms = performance.now() - startedAt;
      expect(found.join('')).toBe(masked.join(''));
      // Each secret with each piece, or with the whole text, would take minutes.
      expect(ms).toBeLessThan(10_000);
    },
    300_000,
  );

  test('however it is spelt and cut: no secret is left, and nothing else is touched', () => {
    const noise = fc.string({ unit: fc.constantFrom('s', 'k', '-', '0', '1', 'ü', '"', '\n') });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(noise, fc.constant(secret)), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }),
        fc.boolean(),
        (words, cuts, asEvents) => {
          const text = words.join('');
          const pieces: string[] = [];
          for (let at = 0, cut = 0; at < text.length; cut += 1) {
            const length = cuts[cut % cuts.length] ?? 1;
            pieces.push(text.slice(at, at + length));
            at += length;
          }
          const masked = maskTexts(asEvents ? pieces.map(delta) : pieces);
          const shown = asEvents
            ? masked.map(
                (event) =>
                  (JSON.parse(event.slice(6)) as { choices: [{ delta: { content: string } }] })
                    .choices[0].delta.content,
              )
            : masked;
          expect(masked).toHaveLength(pieces.length);
          expect(shown.join('')).toBe(text.replaceAll(secret, '••••'));
        },
      ),
      { numRuns: 500 },
    );
  });
});
