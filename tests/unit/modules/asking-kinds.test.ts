import { describe, expect, test } from 'vitest';
import type { ChatMessage, ChatPart } from '../../../core/contracts/chat.ts';
import type { RunResult } from '../../../core/engine/engine.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { flowOf, jsonInput, node, runNodes } from '../../harness/run-nodes.ts';
import { scriptedModel, testEngine, textOf } from '../../harness/test-engine.ts';

const says = (text: string): readonly ChatPart[] => [
  { type: 'text-delta', text },
  { type: 'finish', reason: 'stop' },
];
const codesOf = (kind: string, settings: JsonObject): readonly string[] => {
  const { flow } = flowOf({ node: node(kind, settings) }, []);
  const { findings } = testEngine().check(flow);
  return findings.filter(({ place }) => place.path?.includes('settings')).map(({ code }) => code);
};
const script = { connection: 'script' };

describe('extract', () => {
  const values = [
    { name: 'item', description: 'What was bought' },
    { name: 'total', type: 'number' },
    { name: 'note', required: false },
    { name: 'size', choices: ['small', 'large'], required: false },
  ];
  const run = async (
    turns: readonly string[],
    settings: JsonObject = { values },
  ): Promise<{ result: RunResult; model: ReturnType<typeof scriptedModel> }> => {
    const model = scriptedModel(turns.map(says));
    const result = await runNodes(
      {
        in: node('input'),
        extract: node('extract', { ...script, ...settings }),
        all: node('output'),
        total: node('output'),
        note: node('output'),
      },
      [
        'in.value extract.text',
        'extract.value all.value',
        'extract.total total.value',
        'extract.note note.value',
      ],
      'Two mills for 80 euros',
      testEngine({ models: { script: model } }),
    );
    return { result, model };
  };

  test('gives all values and each on its own output; what the text lacks is silent', async () => {
    const { result, model } = await run([
      '{"item": "mill", "total": 80, "note": null, "size": null}',
    ]);
    expect({ ...result.outputs }).toEqual({
      all: { item: 'mill', total: 80, note: null, size: null },
      total: 80,
    });
    expect(model.requests[0]).toMatchObject({
      messages: [{ role: 'system' }, { role: 'user', content: 'Two mills for 80 euros' }],
      outputSchema: {
        properties: {
          item: { type: 'string', description: 'What was bought' },
          total: { type: 'number' },
          note: { type: ['string', 'null'] },
          size: { type: ['string', 'null'], enum: ['small', 'large', null] },
        },
        required: ['item', 'total', 'note', 'size'],
        additionalProperties: false,
      },
    });
  });

  test('tells the model once what does not fit', async () => {
    const { result, model } = await run([
      '{"item": "mill", "total": "eighty"}',
      '{"item": "mill", "total": 80, "note": "two", "size": "small"}',
    ]);
    expect(result.outputs['note']).toBe('two');
    expect(textOf(model.requests[1]?.messages.at(-1))).toContain('total');
  });

  test('fails when it never fits', async () => {
    const { result } = await run(['no', 'no']);
    expect(result.error).toMatchObject({ code: 'invalid_output', nodeId: 'extract' });
  });

  test('takes a JSON schema instead of the list', async () => {
    const outputSchema = JSON.stringify({
      type: 'object',
      properties: { total: { type: 'integer' }, note: { type: 'string' } },
      required: ['total'],
    });
    const { result } = await run(['{"total": 3}'], { outputSchema });
    expect({ ...result.outputs }).toEqual({ all: { total: 3 }, total: 3 });
  });

  test.each<[JsonObject, readonly string[]]>([
    [{ values: [] }, ['nothing_to_extract']],
    [{ values: [{ name: 'value' }] }, ['unusable_name']],
    [{ values: [{ name: 'a' }, { name: 'a' }] }, ['unusable_name']],
    [{ values: [{ name: 'a b' }] }, ['unusable_name']],
    [{ outputSchema: '{' }, ['invalid_output_schema']],
  ])('%j is found wrong', (settings, codes) => {
    expect(codesOf('extract', settings)).toEqual(codes);
  });

  test('needs a text or attachments', async () => {
    const result = await runNodes(
      { in: node('input', { default: ' ' }), extract: node('extract'), out: node('output') },
      ['extract.value out.value'],
    );
    expect(result.error?.code).toBe('nothing_to_ask');
  });
});

describe('classify', () => {
  const labels = [
    { name: 'billing', description: 'Invoices, payments and refunds.' },
    { name: 'technical', description: 'Something crashes, breaks or does not start.' },
  ];
  const nodes = (settings: JsonObject): Parameters<typeof runNodes>[0] => ({
    in: node('input'),
    classify: node('classify', { labels, ...settings }),
    billing: node('output'),
    technical: node('output'),
    other: node('output'),
    label: node('output'),
  });
  const wires = [
    'in.value classify.text',
    'classify.billing billing.value',
    'classify.technical technical.value',
    'classify.other other.value',
    'classify.label label.value',
  ];

  test.each([
    ['I never got a refund for this invoice', 'billing'],
    ['The editor crashes when I open it', 'technical'],
    ['Do you like apples?', 'other'],
  ])('the demo model sends “%s” to %s', async (text, label) => {
    const result = await runNodes(nodes({ model: 'demo-fast' }), wires, text);
    expect({ ...result.outputs }).toEqual({ [label]: text, label });
  });

  test('what the model is not sure of goes to other', async () => {
    const model = scriptedModel([says('{"label": "billing", "confidence": 0.4}')]);
    const engine = testEngine({ models: { script: model } });
    const settings = { ...script, hasConfidence: true, minConfidence: 0.5 };
    const result = await runNodes(nodes(settings), wires, 'Hm', engine);
    expect({ ...result.outputs }).toEqual({ other: 'Hm', label: 'other' });
    expect(model.requests[0]?.outputSchema).toMatchObject({
      properties: { label: { enum: ['billing', 'technical', 'other'] } },
      required: ['label', 'confidence'],
    });
  });

  test.each<[JsonObject, readonly string[]]>([
    [{ labels: [] }, ['too_few_labels']],
    [{ labels: [{ name: 'a' }], hasOther: false }, ['too_few_labels']],
    [{ labels: [{ name: 'other' }, { name: 'b' }] }, ['unusable_name']],
    [{ labels: [{ name: 'a' }, { name: 'a' }] }, ['unusable_name']],
    [{ labels: [{ name: 'a.b' }, { name: 'b' }] }, ['unusable_name']],
    [{ labels: [{ name: 'a b' }, { name: 'b' }] }, ['unusable_name']],
  ])('%j is found wrong', (settings, codes) => {
    expect(codesOf('classify', settings)).toEqual(codes);
  });

  test('needs a text', () => {
    const { flow } = flowOf({ classify: node('classify') }, []);
    expect(testEngine().check(flow).findings).toMatchObject([{ code: 'input_missing' }]);
  });

  test('a cancelled run ends it', async () => {
    const engine = testEngine();
    const run = engine.start({ ...flowOf(nodes({ model: 'demo:hang' }), wires), input: 'x' });
    run.cancel();
    expect((await run.result).state).toBe('cancelled');
  });
});

describe('rewrite question', () => {
  const history: ChatMessage[] = [
    { role: 'user', content: 'Who built the mill?' },
    { role: 'assistant', content: 'The monks did.' },
  ];
  const nodes = (settings: JsonObject): Parameters<typeof runNodes>[0] => ({
    in: node('input'),
    history: node('constant', { type: 'json', value: JSON.stringify(history) }),
    rewrite: node('rewrite-question', settings),
    question: node('output'),
    variants: node('output'),
  });
  const wires = [
    'in.value rewrite.question',
    'history.value rewrite.messages',
    'rewrite.question question.value',
    'rewrite.variants variants.value',
  ];

  test('asks with the conversation and gives the different wordings', async () => {
    const model = scriptedModel([
      says(
        '{"questions": ["When did the monks build it? ", "When was the mill built?", "When did the monks build it?"]}',
      ),
    ]);
    const engine = testEngine({ models: { script: model } });
    const result = await runNodes(nodes({ ...script, variants: 3 }), wires, 'And when?', engine);
    expect({ ...result.outputs }).toEqual({
      question: 'When did the monks build it?',
      variants: ['When did the monks build it?', 'When was the mill built?'],
    });
    expect(model.requests[0]?.messages.slice(1)).toEqual([
      ...history,
      { role: 'user', content: 'And when?' },
    ]);
  });

  test('asks nobody without a conversation', async () => {
    const result = await runNodes(
      nodes({ connection: 'nowhere' }),
      wires.filter((wire) => !wire.startsWith('history')),
      'When?',
    );
    expect({ ...result.outputs }).toEqual({ question: 'When?', variants: ['When?'] });
  });
});

describe('summarize', () => {
  const run = (settings: JsonObject, text: string, engine = testEngine()): Promise<RunResult> =>
    runNodes(
      { in: node('input'), sum: node('summarize', settings), out: node('output') },
      ['in.value sum.text', 'sum.text out.value'],
      text,
      engine,
    );

  test('asks once for a short text', async () => {
    const model = scriptedModel([says(' Short. ')]);
    const settings = { ...script, form: 'points', mostWords: 20 };
    const { output } = await run(settings, 'A text.', testEngine({ models: { script: model } }));
    expect(output).toBe('Short.');
    expect(textOf(model.requests[0]?.messages[0])).toMatch(/points.*at most 20 words/s);
  });

  test('summarises a long text part by part, then as a whole', async () => {
    const model = scriptedModel(['One.', 'Two.', 'All.'].map(says));
    const long = `${'a'.repeat(450)}. ${'b'.repeat(300)}.`;
    const engine = testEngine({ models: { script: model } });
    expect((await run({ ...script, partSize: 500 }, long, engine)).output).toBe('All.');
    expect(model.requests.map(({ messages }) => textOf(messages.at(-1)).length)).toEqual([
      451, 301, 10,
    ]);
    expect(textOf(model.requests[2]?.messages.at(-1))).toBe('One.\n\nTwo.');
  });

  test('the demo model takes the first sentences', async () => {
    const text = '# Mills\n\nA mill grinds. It needs water. It is old. It is loud.';
    expect((await run({ model: 'demo-fast' }, text)).output).toBe(
      'A mill grinds. It needs water. It is old.',
    );
  });
});

describe('prompt', () => {
  const run = async (
    settings: JsonObject,
    names: readonly string[],
    input: JsonObject,
  ): Promise<unknown> => {
    const result = await runNodes(
      {
        in: jsonInput(),
        ...Object.fromEntries(names.map((name) => [name, node('pick', { expression: name })])),
        prompt: node('prompt', settings),
        out: node('output'),
      },
      [
        ...names.flatMap((name) => [`in.value ${name}.value`, `${name}.value prompt.${name}`]),
        `prompt.${settings['output'] === 'messages' ? 'messages' : 'text'} out.value`,
      ],
      JSON.stringify(input),
    );
    return result.error ?? result.output;
  };

  test('puts instructions and examples before the text', async () => {
    const settings = {
      template: 'Input: {{word}}\nOutput:',
      instructions: 'Give the opposite in {{word}}’s language.',
      examples: [{ input: 'hot', output: 'cold' }],
    };
    expect(await run(settings, ['word'], { word: 'wet' })).toBe(
      'Give the opposite in wet’s language.\n\nInput: hot\nOutput: cold\n\nInput: wet\nOutput:',
    );
  });

  test('makes a conversation with examples, earlier messages, turns and files', async () => {
    const settings = {
      output: 'messages',
      template: 'What is {{word}}?',
      instructions: 'Be brief.',
      examples: [{ input: 'a', output: 'b' }],
      turns: [{ role: 'assistant', content: 'About {{word}}:' }],
    };
    const input = {
      word: 'this',
      messages: [{ role: 'user', content: 'Hi' }],
      attachments: ['data:image/png;base64,AAAA'],
    };
    expect(await run(settings, ['word', 'messages', 'attachments'], input)).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'About this:' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', mediaType: 'image/png', data: 'AAAA' },
        ],
      },
    ]);
  });

  test('says that turns do not fit into one text', () => {
    expect(codesOf('prompt', { template: 'x', turns: [{ role: 'user', content: 'y' }] })).toEqual([
      'turns_unused',
    ]);
  });
});
