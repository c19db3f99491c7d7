import type { ChatScript, ChatServerRequest } from './chat-server.ts';
import { dialects } from './chat-dialects.ts';
import type { DialectName } from './chat-dialects.ts';

export interface WeatherScriptOptions {
  /** `openai` by default. */
  readonly dialect?: DialectName;
  /** Waited for before each write; lets a test hold the stream open. */
  readonly beforeWrite?: (request: ChatServerRequest, place: number) => Promise<void>;
}

/**
 * A model for the weather agent: a request without tool results gets a sentence and two calls of
 * `get_current_weather` (Tokyo and Paris, celsius), one with results an answer that tells them.
 */
export function weatherScript(options: WeatherScriptOptions = {}): ChatScript {
  const write = dialects[options.dialect ?? 'openai'];
  return (request) => {
    const results = request.body.messages.filter((message) => message.role === 'tool');
    const chunks = write(
      results.length === 0
        ? { text: ['Let me ', 'look that up.'], calls: weatherCalls }
        : { text: wordResults(results.map((result) => result.content ?? '')) },
    );
    const { beforeWrite } = options;
    if (beforeWrite === undefined) return { chunks };
    return {
      chunks: (async function* () {
        for (const [place, chunk] of chunks.entries()) {
          await beforeWrite(request, place);
          yield chunk;
        }
      })(),
    };
  };
}

const weatherCalls = ['Tokyo', 'Paris'].map((location) => ({
  id: `call_${location.toLowerCase()}`,
  name: 'get_current_weather',
  arguments: JSON.stringify({ location, unit: 'celsius' }),
}));

function wordResults(results: readonly string[]): readonly string[] {
  const sentences = results.map((result) => {
    const { location, temperature, unit } = JSON.parse(result) as Record<string, string>;
    return `In ${location} it is ${temperature} degrees ${unit}. `;
  });
  return sentences.join('').match(/ ?\S+ ?/g) ?? [];
}
