import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  ErrorCode,
  McpError,
  PromptListChangedNotificationSchema,
  ResourceListChangedNotificationSchema,
  ToolListChangedNotificationSchema,
  type ClientRequest,
} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import type {
  McpAsking,
  McpContent,
  McpPrompt,
  McpResource,
  McpResult,
  McpSession,
  McpToolList,
} from '../../contracts/mcp.ts';
import { MillraceError, cancelledCode } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import {
  readContents,
  readPromptMessages,
  readPrompts,
  readResources,
  readResult,
  readTools,
} from './read-answers.ts';

const mostPages = 50;
const mostLogLines = 200;
const longestLogLine = 2_000;
/** However much progress a server tells, one request ends after this. */
const longestRequestMs = 60 * 60 * 1_000;

type ListName = 'tools' | 'resources' | 'prompts';

const anything = z.looseObject({});

/** A connection to one server. */
export class ClientSession implements McpSession {
  readonly #client = new Client({ name: 'millrace', version: '1.0.0' });
  readonly #log: string[] = [];
  /** What was listed, until the server says that it has changed. */
  readonly #lists = new Map<ListName, Promise<readonly unknown[]>>();
  #isClosed = false;

  /** Connects. Throws what the transport throws, and `mcp_timeout`. */
  async connect(transport: Transport, { timeoutMs, signal }: McpAsking): Promise<void> {
    const client = this.#client;
    const forget = (name: ListName) => (): void => void this.#lists.delete(name);
    client.setNotificationHandler(ToolListChangedNotificationSchema, forget('tools'));
    client.setNotificationHandler(ResourceListChangedNotificationSchema, forget('resources'));
    client.setNotificationHandler(PromptListChangedNotificationSchema, forget('prompts'));
    this.#client.onerror = (error) => this.log(`(${error.message})`);
    this.#client.onclose = () => (this.#isClosed = true);
    await this.#client.connect(transport, { timeout: timeoutMs, signal });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get server(): { readonly name: string; readonly version: string } {
    const { name = '', version = '' } = this.#client.getServerVersion() ?? {};
    return { name, version };
  }

  log(line: string): void {
    if (this.#log.length >= mostLogLines) this.#log.shift();
    this.#log.push(line.slice(0, longestLogLine));
  }

  takeLog(): readonly string[] {
    return this.#log.splice(0);
  }

  async listTools(asking: McpAsking): Promise<McpToolList> {
    return readTools(await this.#list('tools', asking));
  }

  async callTool(name: string, values: JsonObject, asking: McpAsking): Promise<McpResult> {
    const params = { name, arguments: { ...values } };
    return readResult(await this.#ask({ method: 'tools/call', params }, asking));
  }

  async listResources(asking: McpAsking): Promise<readonly McpResource[]> {
    return readResources(await this.#list('resources', asking));
  }

  async readResource(uri: string, asking: McpAsking): Promise<readonly McpContent[]> {
    const { contents } = await this.#ask({ method: 'resources/read', params: { uri } }, asking);
    return readContents(Array.isArray(contents) ? (contents as unknown[]) : []);
  }

  async listPrompts(asking: McpAsking): Promise<readonly McpPrompt[]> {
    return readPrompts(await this.#list('prompts', asking));
  }

  async getPrompt(
    name: string,
    values: Readonly<Record<string, string>>,
    asking: McpAsking,
  ): Promise<string> {
    const params = { name, arguments: { ...values } };
    const { messages } = await this.#ask({ method: 'prompts/get', params }, asking);
    return readPromptMessages(Array.isArray(messages) ? (messages as unknown[]) : []);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#client.close();
  }

  async #list(name: ListName, asking: McpAsking): Promise<readonly unknown[]> {
    if (!this.#client.getServerCapabilities()?.[name]) return [];
    const asked = this.#lists.get(name) ?? this.#readPages(name, asking);
    this.#lists.set(name, asked);
    try {
      return await asked;
    } catch (error) {
      // Only what was found is kept.
      if (this.#lists.get(name) === asked) this.#lists.delete(name);
      throw error;
    }
  }

  async #readPages(name: ListName, asking: McpAsking): Promise<readonly unknown[]> {
    const items: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await this.#ask(
        { method: `${name}/list`, params: cursor === undefined ? {} : { cursor } },
        asking,
      );
      const found = answer[name];
      if (Array.isArray(found)) for (const item of found as unknown[]) items.push(item);
      const next = answer['nextCursor'];
      if (typeof next !== 'string' || next === cursor) break;
      cursor = next;
    }
    return items;
  }

  async #ask(request: ClientRequest, asking: McpAsking): Promise<JsonObject> {
    const { timeoutMs, signal, onProgress } = asking;
    if (this.#isClosed) throw this.#gone();
    try {
      const answer = await this.#client.request(request, anything, {
        timeout: timeoutMs,
        signal,
        resetTimeoutOnProgress: true,
        maxTotalTimeout: longestRequestMs,
        ...(onProgress === undefined
          ? {}
          : {
              onprogress: ({ progress, total, message }) =>
                onProgress({
                  progress,
                  ...(total === undefined ? {} : { total }),
                  ...(message === undefined ? {} : { message }),
                }),
            }),
      });
      return answer as JsonObject;
    } catch (error) {
      throw this.#explain(error, asking);
    }
  }

  #explain(error: unknown, { signal, timeoutMs }: McpAsking): MillraceError {
    if (error instanceof MillraceError) return error;
    if (signal.aborted) return new MillraceError(cancelledCode, 'The request was cancelled.');
    if (this.#isClosed) return this.#gone();
    const code = error instanceof McpError ? error.code : undefined;
    if (code === ErrorCode.RequestTimeout) {
      return new MillraceError('mcp_timeout', `The MCP server gave no answer in ${timeoutMs} ms.`, {
        action: 'Raise the time limit, or look at the server’s log.',
      });
    }
    const { message } = error as Error;
    return new MillraceError('mcp_failed', `The MCP server refused: ${message}`, {
      action: 'Look at the server’s log, and at what it was asked for.',
      cause: error,
    });
  }

  #gone(): MillraceError {
    return new MillraceError('mcp_closed', 'The MCP server has ended or let the connection go.', {
      action: 'Run it again: it is started anew.',
      details: this.#log.slice(-20),
    });
  }
}
