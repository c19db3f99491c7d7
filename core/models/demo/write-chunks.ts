import { contentText } from '../../contracts/chat.ts';
import type { ChatRequest } from '../../contracts/chat.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { RawFormats } from '../../stream/formats/raw-formats.ts';
import { writeAnswer } from '../../stream/formats/write-calls.ts';
import type { DemoReply } from './compose-reply.ts';
import { splitTokens } from './split-tokens.ts';

/** A reply as the chunks that a real endpoint would stream, one for each token, without the last one. */
export function writeChunks(
  reply: DemoReply,
  request: ChatRequest,
  idSeed: string,
  formats: RawFormats,
): readonly JsonObject[] {
  const reasoning = splitTokens(reply.reasoning).map((text) => delta({ reasoning_content: text }));
  if (request.rawFormat !== undefined) {
    // As a real raw model does: the calls stand in the text, and markers are cut wherever tokens end.
    const raw = writeAnswer(formats.find(request.rawFormat), {
      text: reply.text,
      calls: reply.calls,
      isReasoningApart: reply.reasoning !== '',
    });
    return [...reasoning, ...splitTokens(raw).map((content) => delta({ content }))];
  }
  const text = splitTokens(reply.text).map((content) => delta({ content }));
  const calls = reply.calls.flatMap((call, index) => {
    const head = { index, id: createStableId(`${idSeed}/${index}`), type: 'function' };
    return [
      delta({ tool_calls: [{ ...head, function: { name: call.name, arguments: '' } }] }),
      ...splitTokens(JSON.stringify(call.arguments)).map((piece) =>
        delta({ tool_calls: [{ index, function: { arguments: piece } }] }),
      ),
    ];
  });
  return [...reasoning, ...text, ...calls];
}

/** The last chunk: why it ended, and a rough count of tokens. */
export function writeLastChunk(
  finishReason: string,
  request: ChatRequest,
  reply: DemoReply,
  outputTokens: number,
): JsonObject {
  const input =
    request.messages.map((message) => contentText(message.content)).join(' ') +
    JSON.stringify(request.tools);
  const reasoningTokens = splitTokens(reply.reasoning).length;
  return {
    ...delta({}, finishReason),
    usage: {
      prompt_tokens: Math.ceil(input.length / 4),
      completion_tokens: outputTokens,
      ...(reasoningTokens === 0
        ? {}
        : {
            completion_tokens_details: {
              reasoning_tokens: Math.min(reasoningTokens, outputTokens),
            },
          }),
    },
  };
}

/** The chunk that tells of an error in mid-stream. */
export const errorChunk: JsonObject = {
  error: { message: 'the demo model was told to fail midway' },
};

/** An id of 9 letters and digits that depends on nothing but the seed. */
export function createStableId(seed: string): string {
  let [high, low] = [0x811c9dc5, 0x01000193];
  for (const character of seed) {
    const code = character.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 0x01000193) >>> 0;
    low = Math.imul(low ^ (code + 0x9e37), 0x85ebca6b) >>> 0;
  }
  return (high.toString(36).padStart(7, '0') + low.toString(36).padStart(7, '0')).slice(-9);
}

function delta(content: JsonObject, finishReason: string | null = null): JsonObject {
  return { choices: [{ index: 0, delta: content, finish_reason: finishReason }] };
}
