import type { ChatPart, ChatRequest } from '../../../core/contracts/chat.ts';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import type { OpenAiChatModelOptions } from '../../../core/node/openai/openai-chat-model.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { startChatServer } from '../../servers/chat-server.ts';
import type { ChatScript, ChatServer } from '../../servers/chat-server.ts';

/** Must never appear in an error. */
export const key = 'sk-test-0123456789abcdef';
const servers: ChatServer[] = [];

/** Stops every server that a test started. */
export async function stopServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()));
}

/** Starts a server that `stopServers` ends. */
export async function serve(script: ChatScript): Promise<ChatServer> {
  const server = await startChatServer(script);
  servers.push(server);
  return server;
}

/** A question with one tool. */
export const request: ChatRequest = {
  model: 'test',
  messages: [{ role: 'user', content: 'Weather?' }],
  tools: [
    {
      name: 'get_current_weather',
      description: 'Weather',
      parameters: { type: 'object', properties: {} },
    },
  ],
};

/** What a turn brought, and how it failed if it did. */
export interface Outcome {
  readonly parts: readonly ChatPart[];
  readonly error: MillraceError | undefined;
}

/** Runs one turn; keeps the parts that came before a failure. */
export async function run(
  server: { readonly url: string },
  options: Partial<ChatRequest & OpenAiChatModelOptions> & { readonly signal?: AbortSignal } = {},
): Promise<Outcome> {
  const { signal = new AbortController().signal, ...rest } = options;
  const model = createOpenAiChatModel({ baseUrl: server.url, apiKey: key, ...rest });
  const parts: ChatPart[] = [];
  try {
    for await (const batch of model.stream({ ...request, ...rest }, signal)) parts.push(...batch);
    return { parts, error: undefined };
  } catch (error) {
    if (!(error instanceof MillraceError)) throw error;
    return { parts, error };
  }
}
