import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import { isOutputEvent, isTraceEvent } from '../../../core/contracts/events.ts';
import type { CodeEngine } from '../../../core/engine/create-engine.ts';
import type { RunResult } from '../../../core/engine/engine.ts';
import type { JsonObject, JsonValue } from '../../../core/shared/json.ts';
import { flowOf, jsonInput, node, runNodes } from '../../harness/run-nodes.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { allEvents, scriptedModel, testEngine, textOf } from '../../harness/test-engine.ts';

const mill =
  '# Mill\n\n## Water\n\nThe wheel is driven by water.\n\n## Grain\n\nTwo stones grind the grain.';
const library = 'The library opens at nine.';

function granted(files: Readonly<Record<string, string>>): CodeEngine {
  const folder = tempFolder();
  mkdirSync(join(folder, 'notes'));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, 'notes', name), text);
  return testEngine({ grants: { folders: [folder] } });
}

describe('the retriever', () => {
  const nodes = (settings: JsonObject): Parameters<typeof runNodes>[0] => ({
    in: jsonInput(),
    retriever: node('retriever', settings),
    passages: node('output'),
    text: node('output'),
  });
  const wires = [
    'in.value retriever.question',
    'retriever.passages passages.value',
    'retriever.text text.value',
  ];
  const run = (settings: JsonObject, question: JsonValue, engine: CodeEngine): Promise<RunResult> =>
    runNodes(nodes(settings), wires, JSON.stringify(question), engine);
  const files = { 'mill.md': mill, 'library.txt': library };

  test.each(['hybrid', 'text', 'vector'])(
    'finds passages with their sources: %s',
    async (search) => {
      const settings = { path: 'notes', search, limit: 1 };
      const { outputs, error } = await run(settings, 'What drives the wheel?', granted(files));
      expect({ error, text: outputs['text'], passages: outputs['passages'] }).toMatchObject({
        error: undefined,
        text: '[1] mill.md › Mill › Water\nThe wheel is driven by water.',
        passages: [
          { source: 'mill.md', heading: 'Mill › Water', number: 1, score: expect.any(Number) },
        ],
      });
    },
  );

  test('takes several wordings as one question', async () => {
    const settings = { path: 'notes', search: 'text', limit: 3 };
    const { outputs } = await run(settings, ['wheel', 'library', 'water wheel'], granted(files));
    const passages = outputs['passages'] as readonly JsonObject[];
    expect(passages.map(({ source }) => source)).toEqual(['mill.md', 'library.txt']);
  });

  test('embeds once what stays the same, and says what it read', async () => {
    const engine = granted(files);
    const once = async (): Promise<unknown> => {
      const started = engine.start({
        ...flowOf(nodes({ path: 'notes' }), wires),
        input: '"water"',
      });
      const events = await allEvents(engine, started);
      return {
        documents: events
          .filter(isTraceEvent)
          .flatMap(({ body }) =>
            body.type === 'note' && body.name === 'documents' ? [body.value] : [],
          ),
        progress: events
          .filter(isOutputEvent)
          .flatMap(({ body }) => (body.type === 'custom' ? [body.value] : [])),
      };
    };
    const facts = { documents: 2, passages: 3, removed: 0, skipped: [] };
    expect([await once(), await once()]).toEqual([
      {
        documents: [{ value: { ...facts, changed: 2 } }],
        progress: [
          { label: 'Documents', done: 1, of: 2 },
          { label: 'Documents', done: 2, of: 2 },
          { label: 'Vectors', done: 3, of: 3 },
        ],
      },
      { documents: [{ value: { ...facts, changed: 0 } }], progress: [] },
    ]);
  });

  test('searches documents that are wired', async () => {
    const result = await runNodes(
      {
        in: jsonInput(),
        documents: node('constant', {
          type: 'json',
          value: JSON.stringify([library, { name: 'mill.md', text: mill }]),
        }),
        retriever: node('retriever', { limit: 1 }),
        out: node('output'),
      },
      [
        'in.value retriever.question',
        'documents.value retriever.documents',
        'retriever.text out.value',
      ],
      '"Which stones grind?"',
    );
    expect(result.output).toBe('[1] mill.md › Mill › Grain\nTwo stones grind the grain.');
  });

  test.each<[JsonObject, JsonValue, string]>([
    [{ path: '../..' }, 'x', 'not_granted'],
    [{ path: 'nothing' }, 'x', 'file_missing'],
    [{ path: 'notes/a.pdf' }, 'x', 'document_unsupported'],
    [{}, 'x', 'no_documents'],
    [{ path: 'notes' }, [1], 'wrong_value'],
    [{ path: 'notes', connection: 'nowhere', search: 'text' }, 'x', 'none'],
  ])('%j asked %j: %s', async (settings, question, code) => {
    const engine = granted({ ...files, 'a.pdf': '%PDF-1.4' });
    expect((await run(settings, question, engine)).error?.code ?? 'none').toBe(code);
  });

  test('reaches nothing without a grant', async () => {
    expect((await run({ path: '/' }, 'x', testEngine())).error?.code).toBe('not_granted');
  });

  test('an overlap as large as the passage is found wrong', () => {
    const { flow } = flowOf({ retriever: node('retriever', { size: 100, overlap: 100 }) }, []);
    expect(
      testEngine()
        .check(flow)
        .findings.map(({ code }) => code),
    ).toEqual(['overlap_too_large', 'input_missing']);
  });

  test('a cancelled run ends it', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`${index}.md`, `Text ${index}`]),
    );
    const engine = granted(many);
    const started = engine.start({ ...flowOf(nodes({ path: 'notes' }), wires), input: '"x"' });
    started.cancel();
    expect((await started.result).state).toBe('cancelled');
  });
});

describe('the reranker', () => {
  const passages = [
    { text: 'Stones grind.', source: 'a.md', heading: 'Grain', score: 3 },
    { text: 'Water drives the wheel.', source: 'b.md', heading: '', score: 2 },
    'Nine o’clock.',
  ];
  const run = (
    settings: JsonObject,
    value: JsonValue = passages,
    engine = testEngine(),
  ): Promise<RunResult> =>
    runNodes(
      {
        in: jsonInput(),
        question: node('constant', { value: 'What does water drive?' }),
        reranker: node('reranker', settings),
        passages: node('output'),
        text: node('output'),
      },
      [
        'question.value reranker.question',
        'in.value reranker.passages',
        'reranker.passages passages.value',
        'reranker.text text.value',
      ],
      JSON.stringify(value),
      engine,
    );
  const says = (text: string): readonly ChatPart[] => [
    { type: 'text-delta', text },
    { type: 'finish', reason: 'stop' },
  ];

  test('lets a chat model score, and keeps the best in their order', async () => {
    const scores = [
      { passage: 2, score: 9 },
      { passage: 1, score: 4 },
    ];
    const model = scriptedModel([says(JSON.stringify({ scores }))]);
    const engine = testEngine({ models: { script: model } });
    const { outputs } = await run({ connection: 'script', limit: 2 }, passages, engine);
    expect({ ...outputs }).toEqual({
      passages: [
        { ...(passages[1] as object), score: 9, firstScore: 2 },
        { ...(passages[0] as object), score: 4, firstScore: 3 },
      ],
      text: '[1] b.md\nWater drives the wheel.\n\n[2] a.md › Grain\nStones grind.',
    });
    expect(textOf(model.requests[0]?.messages.at(-1))).toBe(
      '[1] a.md › Grain\nStones grind.\n\n[2] b.md\nWater drives the wheel.\n\n[3] \nNine o’clock.\n\nThe question: What does water drive?',
    );
  });

  test('the demo model scores by shared words', async () => {
    const { outputs } = await run({ model: 'demo-fast', limit: 1 });
    expect(outputs['text']).toBe('[1] b.md\nWater drives the wheel.');
  });

  test('takes a reranking model', async () => {
    const { outputs } = await run({ by: 'reranker', minScore: 0.1 });
    expect((outputs['passages'] as readonly JsonObject[]).map(({ source }) => source)).toEqual([
      'b.md',
    ]);
  });

  test('asks nobody about nothing', async () => {
    expect({ ...(await run({ connection: 'nowhere' }, [])).outputs }).toEqual({
      passages: [],
      text: '',
    });
  });

  test('takes only passages', async () => {
    expect((await run({}, [{ a: 1 }])).error?.code).toBe('wrong_value');
  });
});
