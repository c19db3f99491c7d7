import { describe, expect, test } from 'vitest';
import type { TrialChunks } from '../../../core/contracts/raw-formats.ts';
import { readRawTurn } from '../../../core/stream/cases/read-turn.ts';
import { createToolSpecs } from '../../../core/stream/cases/tool-call-case.ts';
import { tryFormat } from '../../../core/stream/cases/try-format.ts';
import { writeExample } from '../../../core/stream/cases/write-example.ts';
import { rawFormats } from '../../../core/stream/formats/index.ts';
import { sluice } from './sluice-format.ts';

const tools = createToolSpecs([{ name: 'get_weather', params: { city: 'string' } }]);
const text = 'Hi <<<gate>>{"tool":"get_weather","with":{"city":"Bern"}}<</gate>> bye';

describe('a trial', () => {
  test('tells for each chunk what came out and what is held back', () => {
    const trial = tryFormat('Hi <<gate>>{"tool":"f"}<</gate>>', {
      format: sluice,
      tools,
      chunks: 8,
    });
    expect(
      trial.steps.map(({ chunk, parts, held }) => [chunk, parts.map(({ type }) => type), held]),
    ).toEqual([
      ['Hi <<gat', ['text-delta'], '<<gat'],
      ['e>>{"too', [], '<<gate>>{"too'],
      ['l":"f"}<', ['tool-call-start'], '<'],
      ['</gate>>', ['tool-call-delta'], ''],
    ]);
    expect(trial.end.map(({ type }) => type)).toEqual(['tool-call-end']);
  });

  test.each<TrialChunks>(['whole', 'char', 1, 7, 1_000, { seed: 3 }])(
    'comes to the same with chunks %j',
    (chunks) => {
      const { result, steps, stepCount } = tryFormat(text, { format: sluice, tools, chunks });
      expect(result).toEqual({
        visible_text: 'Hi < bye',
        reasoning: '',
        calls: [{ name: 'get_weather', arguments: { city: 'Bern' } }],
        errors: [],
      });
      expect(steps.map(({ chunk }) => chunk).join('')).toBe(text);
      expect(stepCount).toBe(steps.length);
    },
  );

  test('loses nothing: what was shown and what is held make up the text, while no call comes', () => {
    const prose = 'One <<ga two ((muse three <<gate>> four } five';
    const { steps } = tryFormat(prose, { format: sluice, tools, chunks: 'char' });
    let shown = '';
    let seen = '';
    for (const { chunk, parts, held } of steps) {
      seen += chunk;
      for (const part of parts) if (part.type === 'text-delta') shown += part.text;
      expect(shown + held).toBe(seen);
    }
  });

  test('stays small over a large output that is kept back', () => {
    const long = `<<gate>>{"with":{"a":"${'x'.repeat(20_000)}"}`;
    const { steps, stepCount, result } = tryFormat(long, { format: sluice, tools, chunks: 'char' });
    expect([steps.length, stepCount]).toEqual([5_000, long.length]);
    expect(Math.max(...steps.map(({ held }) => held.length))).toBe(500);
    expect(steps.at(-1)?.heldLength).toBe(5_000);
    expect(result.errors.map(({ code }) => code)).toEqual(['incomplete_call']);
  });

  test('of nothing has no steps', () => {
    const trial = tryFormat('', { format: sluice, tools, chunks: 'whole' });
    expect([trial.steps, trial.stepCount, trial.result.calls]).toEqual([[], 0, []]);
  });
});

test.each(Object.values(rawFormats))('the example of $id is read back as a call', (format) => {
  const example = writeExample(format);
  const { calls, errors } = readRawTurn(
    {
      format,
      tools: createToolSpecs([
        { name: 'get_weather', params: { city: 'string', days: 'integer' } },
      ]),
    },
    [example],
  );
  expect([calls.length, errors]).toEqual([1, []]);
});
