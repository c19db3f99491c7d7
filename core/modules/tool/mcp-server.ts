import * as z from 'zod';
import type {
  McpAsking,
  McpContent,
  McpResult,
  McpSession,
  McpTarget,
} from '../../contracts/mcp.ts';
import type { NodePorts } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings, longestTimeoutMs } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { OfferedTool, ToolProvider } from '../../module/tool-handle.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { readNames } from '../agent/agent-settings.ts';
import { literalHost } from '../data/http-template.ts';
import { namedValues, readNamedValues } from './header-values.ts';
import { mcpFields } from './mcp-fields.ts';
import { offerTools, type McpAction } from './mcp-tools.ts';

const settings = baseSettings.extend({
  transport: z.enum(['stdio', 'http']).default('stdio'),
  command: z.string().default(''),
  /** One on each line. */
  args: z.string().default(''),
  env: namedValues.default({}),
  url: z.string().default(''),
  headers: namedValues.default({}),
  tools: z.string().default(''),
  prefix: z.string().default(''),
  approval: z.enum(['destructive', 'changing', 'all', 'none']).default('destructive'),
  offerResources: z.boolean().default(false),
  offerPrompts: z.boolean().default(false),
  concurrencyKey: z.string().default(''),
  maxCharacters: z.int().min(1).default(100_000),
  /** How long it may take to start and to tell its tools. */
  startTimeoutMs: z.int().min(1).max(longestTimeoutMs).default(60_000),
  timeoutMs: z.int().min(1).max(longestTimeoutMs).default(60_000),
});
type McpSettings = z.output<typeof settings>;

/** Offers the tools of a server of the Model Context Protocol. */
export class McpServerModule extends ModuleBase<McpSettings> implements ToolProvider {
  static override readonly kind = 'mcp-server';
  static override readonly title = 'MCP server';
  static override readonly description =
    'Offers the tools, resources and prompts of a server of the Model Context Protocol.';
  static override readonly icon = 'cable';
  static override readonly category = 'tools';
  static override readonly settings = settings;
  static override readonly capabilities = ['process', 'network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = mcpFields;
  static override readonly ports: NodePorts = {
    inputs: [],
    outputs: [{ id: 'tool', label: 'Tools', type: 'tool' }],
  };

  #actions: ReadonlyMap<string, McpAction> = new Map();

  static summarize({ transport, command, args, url }: McpSettings): string {
    if (transport === 'http') return url;
    return [command, ...readLines(args)].join(' ');
  }

  static reaches(own: McpSettings): readonly Reach[] {
    if (own.transport === 'stdio') return [{ what: 'process', name: lineOf(own), to: '' }];
    return [{ what: 'host', name: literalHost(own.url) ?? '', to: '' }];
  }

  static checkSettings(own: McpSettings): readonly SettingsIssue[] {
    const isStdio = own.transport === 'stdio';
    if ((isStdio ? own.command : own.url).trim() !== '') return [];
    return [
      {
        severity: 'error',
        code: 'server_missing',
        message: isStdio ? 'It names no program to start.' : 'It has no address.',
        action: isStdio ? 'Fill in Program.' : 'Fill in Address.',
        path: [isStdio ? 'command' : 'url'],
      },
    ];
  }

  /** The server's own answers keep the time; progress begins it anew. */
  protected override get timeLimitMs(): number {
    return 0;
  }

  async openTools(context: ModuleContext): Promise<readonly OfferedTool[]> {
    const session = await this.#open(context);
    const asking = this.#startAsking(context);
    try {
      const [{ tools, problems }, resources, prompts] = await Promise.all([
        session.listTools(asking),
        session.listResources(asking),
        session.listPrompts(asking),
      ]);
      const stock = { tools, problems, resources, prompts };
      const offer = offerTools(stock, {
        ...this.settings,
        chosen: readNames(this.settings.tools),
      });
      this.#actions = offer.actions;
      context.trace.note('mcp-server', {
        server: session.server,
        tools: offer.tools.map(({ name }) => name),
        leftOut: offer.leftOut,
        resources: resources.map(({ uri }) => uri),
        prompts: prompts.map(({ name }) => name),
      });
      return offer.tools;
    } finally {
      noteLog(session, context);
    }
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const action = this.#actions.get(inputs['tool'] as string);
    if (action === undefined)
      throw new MillraceError('unknown_tool', 'The server no longer offers this tool.');
    const session = await this.#open(context);
    try {
      const values = inputs['arguments'] as JsonObject;
      return { result: this.#cut(await this.#act(session, action, values, context), context) };
    } finally {
      noteLog(session, context);
    }
  }

  async #act(
    session: McpSession,
    action: McpAction,
    values: JsonObject,
    context: ModuleContext,
  ): Promise<string> {
    const asking = this.#asking(context);
    switch (action.type) {
      case 'call':
        return readToolResult(await session.callTool(action.tool, values, asking), action.tool);
      case 'list-resources':
        return JSON.stringify(await session.listResources(asking));
      case 'read-resource':
        return (await session.readResource(values['uri'] as string, asking))
          .map(writeContent)
          .join('\n');
      case 'get-prompt': {
        const given = (values['arguments'] ?? {}) as Readonly<Record<string, string>>;
        return session.getPrompt(values['name'] as string, given, asking);
      }
    }
  }

  #open(context: ModuleContext): Promise<McpSession> {
    const { hosts, commands = [] } = context.grants;
    const grants = { grantedHosts: hosts, grantedCommands: commands };
    return context.mcp.open(this.#target(context), grants, this.#startAsking(context));
  }

  #target(context: ModuleContext): McpTarget {
    const { transport, command, args, env, url, headers } = this.settings;
    return transport === 'stdio'
      ? {
          transport,
          line: lineOf(this.settings),
          command: command.trim(),
          args: readLines(args),
          env: readNamedValues(env, context),
        }
      : { transport, url: url.trim(), headers: readNamedValues(headers, context) };
  }

  #startAsking({ signal }: ModuleContext): McpAsking {
    return { timeoutMs: this.settings.startTimeoutMs, signal };
  }

  #asking(context: ModuleContext): McpAsking {
    return {
      timeoutMs: this.settings.timeoutMs,
      signal: context.signal,
      onProgress: (progress) => context.stream.custom('progress', progress),
    };
  }

  #cut(text: string, context: ModuleContext): string {
    const { maxCharacters } = this.settings;
    if (text.length <= maxCharacters) return text;
    const left = text.length - maxCharacters;
    context.trace.note('result-cut', { characters: text.length, kept: maxCharacters });
    return `${text.slice(0, maxCharacters)}… [${left} characters left out]`;
  }
}

/** The whole command as a person grants it; variables count, as they can make a program do anything. */
function lineOf({ command, args, env }: Pick<McpSettings, 'command' | 'args' | 'env'>): string {
  const variables = Object.entries(env).map(([name, value]) =>
    typeof value === 'string' ? `${name}=${value}` : `${name}=${value.prefix}$${value.$secret}`,
  );
  return [...variables, command.trim(), ...readLines(args)].join(' ');
}

function readLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function noteLog(session: McpSession, context: ModuleContext): void {
  const lines = session.takeLog();
  if (lines.length > 0) context.trace.note('server-log', lines);
}

/** What a model reads of a result. Throws `mcp_tool_failed` with the server's words when it is an error. */
function readToolResult({ content, structured, isError }: McpResult, tool: string): string {
  const text = content.map(writeContent).join('\n');
  if (isError) {
    throw new MillraceError('mcp_tool_failed', text.slice(0, 4_000) || `${tool} failed.`, {
      action: 'Correct the arguments, or do without it.',
    });
  }
  return text === '' && structured !== undefined ? JSON.stringify(structured) : text;
}

function writeContent(content: McpContent): string {
  switch (content.type) {
    case 'text':
      return content.text;
    case 'binary':
      return `[${content.mediaType}, ${content.bytes} bytes]`;
    case 'link':
      return `[${content.name === '' ? content.uri : `${content.name}: ${content.uri}`}]`;
  }
}
