import type { ChatModel, ChatPart, ChatRequest } from '../../contracts/chat.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { ChatTurnReader } from '../../stream/chat-completions/chat-turn-reader.ts';
import { chooseRawFormat } from '../../stream/formats/choose-raw-format.ts';
import { shippedFormats } from '../../stream/formats/raw-formats.ts';
import type { RawFormats } from '../../stream/formats/raw-formats.ts';
import { composeReply } from './compose-reply.ts';
import { readBehaviour } from './demo-behaviour.ts';
import type { DemoBehaviour, DemoPace } from './demo-behaviour.ts';
import { cancelled, wait } from '../wait.ts';
import { tapDemo } from './tap-demo.ts';
import type { DemoTraffic } from './tap-demo.ts';
import { createStableId, errorChunk, writeChunks, writeLastChunk } from './write-chunks.ts';

export interface DemoModelOptions {
  /** Overrides the pace that the model's name asks for. */
  readonly pace?: DemoPace;
  /** Where raw formats are found. Default: those that ship. */
  readonly formats?: RawFormats;
}

/**
 * A simulated model: no AI, no network, the same answer to the same request. It reads tool schemas, takes arguments
 * from the question and puts results into words; its stream goes through the same decoder and sieve as a provider's.
 * Model names and directives: see DemoBehaviour.
 */
export function createDemoModel(options: DemoModelOptions = {}): ChatModel {
  const formats = options.formats ?? shippedFormats;
  return {
    async *stream(asked, signal, tap) {
      const { rawFormat: setting, ...rest } = asked;
      const rawFormat = chooseRawFormat(setting, asked.model);
      const request = { ...rest, ...(rawFormat === undefined ? {} : { rawFormat }) };
      const behaviour = readBehaviour(request, options.pace);
      const idSeed = JSON.stringify(request.messages);
      let made = 0;
      const reader = new ChatTurnReader({
        rawFormat,
        extraFormats: formats.extraFor(request.rawFormat),
        tools: request.tools,
        createId: () => createStableId(`${idSeed}/${made++}`),
      });
      const chunks = planChunks(request, behaviour, idSeed, formats);
      const { fault, pace } = behaviour;
      const traffic = tapDemo(tap, request);
      try {
        await wait(fault === 'hang' ? Infinity : pace.firstTokenMs, signal);
        if (fault === 'fail') throw toldToFail();
        traffic?.begin();
        yield* streamPaced(chunks, reader, pace, signal, traffic);
        if (fault === 'stall') await wait(Infinity, signal);
        if (signal.aborted) throw cancelled();
        yield reader.end();
        if (reader.failure !== undefined) throw MillraceError.fromInfo(reader.failure);
        traffic?.end(undefined);
      } catch (error) {
        traffic?.end(error);
        throw error;
      }
    },
  };
}

/** All chunks of the turn; a fault cuts them in the middle. */
function planChunks(
  request: ChatRequest,
  { fault, reasons }: DemoBehaviour,
  idSeed: string,
  formats: RawFormats,
): readonly JsonObject[] {
  const composed = composeReply(request, fault);
  const reply = reasons ? composed : { ...composed, reasoning: '' };
  const chunks = writeChunks(reply, request, idSeed, formats);
  const half = chunks.slice(0, Math.ceil(chunks.length / 2));
  switch (fault) {
    case 'stall':
      return half;
    case 'fail-midway':
      return [...half, errorChunk];
    case 'length':
      return [...half, writeLastChunk('length', request, reply, half.length)];
    default: {
      const reason =
        reply.calls.length > 0 && request.rawFormat === undefined ? 'tool_calls' : 'stop';
      return [...chunks, writeLastChunk(reason, request, reply, chunks.length)];
    }
  }
}

/** Sends the chunks one by one at the given pace; those that are due together arrive together. */
async function* streamPaced(
  chunks: readonly JsonObject[],
  reader: ChatTurnReader,
  { tokensPerSecond }: DemoPace,
  signal: AbortSignal,
  traffic: DemoTraffic | undefined,
): AsyncGenerator<readonly ChatPart[]> {
  const startedAt = performance.now();
  let sent = 0;
  while (sent < chunks.length) {
    if (signal.aborted) throw cancelled();
    const elapsedMs = performance.now() - startedAt;
    const due =
      tokensPerSecond === Infinity
        ? sent + 1
        : 1 + Math.floor((elapsedMs * tokensPerSecond) / 1_000);
    const arrived = chunks.slice(sent, due);
    traffic?.send(arrived);
    const parts = arrived.flatMap((chunk) => reader.pushChunk(chunk));
    sent = Math.max(sent, Math.min(due, chunks.length));
    if (parts.length > 0) yield parts;
    if (sent < chunks.length && tokensPerSecond !== Infinity) {
      await wait(
        Math.max(1, (sent * 1_000) / tokensPerSecond - (performance.now() - startedAt)),
        signal,
      );
    }
  }
}

function toldToFail(): MillraceError {
  return new MillraceError('provider_failed', 'The demo model was told to fail.', {
    action: 'Choose a model name without “:fail”.',
  });
}
