/** Makes raw bodies of streamed HTTP answers, with what a reader must make of each. */
import type { TurnReading } from '../core/stream/cases/tool-call-case.ts';

const words = [
  'one ',
  'two\n',
  'é',
  '😀',
  ' data: ',
  '日本',
  '\r\n',
  '[DONE]',
  '\u2028',
  '"',
  ': ',
  '\\',
];
const lineEnds = ['\n', '\r\n', '\r'];

/** A body and its reading; both go by `random`, numbers in [0, 1). */
export interface SseBody {
  readonly bytes: Uint8Array;
  readonly reading: TurnReading;
}

/** A whole answer with text, reasoning and calls in many pieces, framed as servers frame it, and oddly too. */
export function makeSseBody(random: () => number): SseBody {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const count = (most: number): number => Math.floor(random() * (most + 1));
  const say = (most: number): string =>
    Array.from({ length: count(most) }, () => pick(words)).join('');
  const cut = (text: string): string[] => {
    const units = Array.from(text);
    const pieces: string[] = [];
    while (units.length > 0) pieces.push(units.splice(0, 1 + count(6)).join(''));
    return pieces;
  };
  const reasoning = say(8);
  const text = say(12);
  const calls = Array.from({ length: count(3) }, (_, index) => ({
    name: `f${index}`,
    arguments: { a: say(8), n: index },
  }));
  const finish = calls.length > 0 ? 'tool_calls' : 'stop';
  const deltas: object[] = [
    { role: 'assistant' },
    ...cut(reasoning).map((piece) => ({ reasoning_content: piece })),
    ...cut(text).map((piece) => ({ content: piece })),
    ...calls.flatMap(({ name, arguments: given }, index) => [
      {
        tool_calls: [
          { index, id: `c${index}`, type: 'function', function: { name, arguments: '' } },
        ],
      },
      ...cut(JSON.stringify(given)).map((piece) => ({
        tool_calls: [{ index, function: { arguments: piece } }],
      })),
    ]),
  ];
  const documents = [
    ...deltas.map((delta) => ({ choices: [{ index: 0, delta, finish_reason: null }] })),
    { choices: [{ index: 0, delta: {}, finish_reason: finish }] },
    { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } },
  ];
  const lineEnd = pick(lineEnds);
  const frame = (data: string): string => {
    const noise = random() < 0.1 ? `: still here${lineEnd}${lineEnd}` : '';
    const name = random() < 0.1 ? `event: message${lineEnd}` : '';
    return `${noise}${name}data:${random() < 0.5 ? ' ' : ''}${data}${lineEnd}${lineEnd}`;
  };
  const write = (document: object): string => {
    const json = JSON.stringify(document);
    if (random() < 0.7) return json;
    return json.replaceAll(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  };
  const end = random() < 0.9 ? frame('[DONE]') : '';
  const body = documents.map((document) => frame(write(document))).join('') + end;
  return {
    bytes: new TextEncoder().encode(body),
    reading: { visible_text: text, reasoning, calls, errors: [], finish },
  };
}
