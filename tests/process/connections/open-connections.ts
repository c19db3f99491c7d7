import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ChatPart, ChatRequest } from '../../../core/contracts/chat.ts';
import type { ConnectionManager, Connections } from '../../../core/contracts/connection.ts';
import type { ConnectionSettings } from '../../../core/model/connection-settings.ts';
import { createConnections } from '../../../core/node/connections/create-connections.ts';
import type { ConnectionsOptions } from '../../../core/node/connections/create-connections.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { deltaChunk, done, event } from '../../servers/chat-dialects.ts';
import { startChatServer } from '../../servers/chat-server.ts';
import type { ChatScript, ChatServer, ChatServerReply } from '../../servers/chat-server.ts';

/** Must never appear anywhere but in a header of a request. */
export const key = 'sk-test-0123456789abcdef';

/** Connections over a file of their own; closed when the test is over. */
export function openConnections(
  options: Partial<ConnectionsOptions> = {},
): Connections & { readonly manager: ConnectionManager } {
  const connections = createConnections({
    env: {},
    storePath: join(tempFolder(), 'connections.json'),
    ...options,
  });
  onTestFinished(() => connections.close?.());
  return connections as Connections & { readonly manager: ConnectionManager };
}

/** A server that ends with the test. */
export async function serve(script: ChatScript): Promise<ChatServer> {
  const server = await startChatServer(script);
  onTestFinished(() => server.close());
  return server;
}

/** A plain answer. */
export const hello: ChatServerReply = {
  chunks: [event(deltaChunk({ content: 'Hello' })), event(deltaChunk({}, 'stop')), done],
};

/** An answer that is no stream. */
export function json(body: unknown, status = 200): ChatServerReply {
  return { status, contentType: 'application/json', chunks: [JSON.stringify(body)] };
}

/** Stores the settings and runs one turn over them. */
export async function saveAndAsk(
  connections: Connections,
  settings: ConnectionSettings,
  request: Partial<ChatRequest> = {},
): Promise<{ readonly parts: readonly ChatPart[]; readonly error?: MillraceError }> {
  connections.manager?.save(settings);
  return ask(connections, settings.id, request);
}

/** Runs one turn over a connection. */
export async function ask(
  connections: Connections,
  id: string,
  request: Partial<ChatRequest> = {},
): Promise<{ readonly parts: readonly ChatPart[]; readonly error?: MillraceError }> {
  const parts: ChatPart[] = [];
  const asked = { model: '', messages: [{ role: 'user', content: 'Hi' }], tools: [], ...request };
  try {
    const model = connections.open(id);
    const stream = model.stream(asked as ChatRequest, new AbortController().signal);
    for await (const batch of stream) parts.push(...batch);
    return { parts };
  } catch (error) {
    if (!(error instanceof MillraceError)) throw error;
    return { parts, error };
  }
}

/** The text of a turn. */
export function textOf(parts: readonly ChatPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
}
