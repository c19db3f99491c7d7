import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTextMasker, createValueMasker } from '../../../core/stream/mask-secrets.ts';
import { cutRandomly, listChunkings } from '../../../core/stream/cases/chunkings.ts';

function maskPieces(secrets: readonly string[], pieces: readonly string[]): string {
  const masker = createTextMasker(secrets);
  return pieces.map((piece) => masker.push(piece)).join('') + masker.end();
}

describe('a masked text', () => {
  test.each([
    { title: 'a secret', secrets: ['sk-12345'], text: 'key sk-12345!', masked: 'key ••••!' },
    { title: 'twice', secrets: ['sk-12345'], text: 'sk-12345sk-12345', masked: '••••••••' },
    {
      title: 'almost',
      secrets: ['sk-12345'],
      text: 'sk-1234 sk-sk-1234',
      masked: 'sk-1234 sk-sk-1234',
    },
    { title: 'a false start', secrets: ['aab-aac'], text: 'aab-aab-aac', masked: 'aab-••••' },
    {
      title: 'one begins another',
      secrets: ['secret', 'secret-long'],
      text: 'secret-lo secret-long',
      masked: '••••-lo ••••',
    },
    {
      title: 'two that overlap',
      secrets: ['abcdef', 'defghi'],
      text: 'xabcdefghix',
      masked: 'x••••x',
    },
    {
      title: 'one that overlaps itself',
      secrets: ['ababab'],
      text: 'xababababababax ababab',
      masked: 'x••••ax ••••',
    },
    {
      title: 'written as JSON',
      secrets: ['pass"word\n'],
      text: '{"a":"pass\\"word\\n"}',
      masked: '{"a":"••••"}',
    },
    {
      title: 'too short to be one',
      secrets: ['', 'a', 'short'],
      text: 'a short text',
      masked: 'a short text',
    },
  ])('$title, every chunking', ({ secrets, text, masked }) => {
    for (const { pieces } of listChunkings(text)) {
      expect({ pieces, masked: maskPieces(secrets, pieces) }).toEqual({ pieces, masked });
    }
  });

  test('holds back only what could begin a secret', () => {
    const masker = createTextMasker(['sk-12345']);
    const steps = ['a sk', '-12', 'x sk-1', '2345', '.'].map((piece) => masker.push(piece));
    expect([...steps, masker.end()]).toEqual(['a ', '', 'sk-12x ', '••••', '.', '']);
  });

  test('of a secret that overlaps itself without end shows the mark, and costs linear time', () => {
    const masker = createTextMasker(['------']);
    const steps = ['a ---', '------', '---', '- b'].map((piece) => masker.push(piece));
    expect(steps).toEqual(['a ', '••••', '', ' b']);
    const cpuPerPiece = (count: number): number => {
      const long = createTextMasker(['------']);
      const before = process.cpuUsage();
      for (let piece = 0; piece < count; piece += 1) long.push('-'.repeat(100));
      const { user, system } = process.cpuUsage(before);
      return (user + system) / count;
    };
    cpuPerPiece(500);
    // Quadratic cost would make a piece eight times as dear.
    expect(cpuPerPiece(4_000)).toBeLessThan(4 * cpuPerPiece(500));
  });

  test('holds nothing without secrets', () => {
    const masker = createTextMasker([]);
    expect([masker.push('a'), masker.push('b'), masker.end()]).toEqual(['a', 'b', '']);
  });

  test('never shows a secret, in any pieces, and keeps all else', () => {
    const unit = fc.constantFrom('a', 'b', '-');
    const secret = fc.string({ unit, minLength: 6, maxLength: 9 });
    const text = fc.array(fc.oneof(secret, fc.string({ unit })), { maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        text,
        fc.nat(),
        (secrets, scraps, cut) => {
          const whole = [...scraps, ...secrets, ...scraps].join('');
          const masked = maskPieces(secrets, cutRandomly(whole, cut));
          expect(masked).toBe(maskPieces(secrets, [whole]));
          for (const one of secrets) expect(masked).not.toContain(one);
        },
      ),
    );
  });
});

describe('a masked value', () => {
  test('strings and keys anywhere', () => {
    const value = { a: ['x sk-12345', 7, null], 'sk-12345': { b: true }, 'sk-12345 (2)': 'c' };
    expect(createValueMasker(['sk-12345'])(value)).toEqual({
      a: ['x ••••', 7, null],
      '••••': { b: true },
      '•••• (2)': 'c',
    });
  });

  test('keys that become equal stay apart', () => {
    const masked = createValueMasker(['sk-12345', 'sk-67890'])({
      'k sk-12345': 1,
      'k sk-67890': 2,
    });
    expect(masked).toEqual({ 'k ••••': 1, 'k •••• (2)': 2 });
  });

  test('the value itself where there is no secret', () => {
    const value = { a: [{ b: 'c' }], d: 'sk-1' };
    expect(createValueMasker(['sk-12345'])(value)).toBe(value);
    expect(createValueMasker([])(value)).toBe(value);
  });
});
