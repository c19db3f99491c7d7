import type { JsonObject } from '../shared/json.ts';
import { objectAt, textAt, textsAt } from './json-access.ts';
import type { NodeMapping } from './node-mapping.ts';

interface McpOptions {
  /** The server’s address; '' for one that is started by a command. */
  readonly url: string;
  readonly command?: string;
  readonly args?: readonly string[];
  /** The only tools that are offered; [] for all. */
  readonly tools: readonly string[];
  /** Whether it needs a credential that the file does not hold. */
  readonly isAuthenticated: boolean;
}

/** Adds a server of the Model Context Protocol; gives up where the file does not say how to reach it. */
export function addMcpServer(mapping: NodeMapping, options: McpOptions): void {
  const { url, command = '', args = [], tools, isAuthenticated } = options;
  if (url === '' && command === '') return mapping.giveUp('kind_missing');
  const part = mapping.add('mcp-server', {
    ...(url === ''
      ? { transport: 'stdio', command, args: args.join('\n') }
      : { transport: 'http', url }),
    tools: tools.filter((name) => name !== '').join(', '),
  });
  mapping.offer('', part, 'tool');
  mapping.offer('ai_tool', part, 'tool');
  if (isAuthenticated) mapping.note('option_lost', { what: 'the stored credential' });
}

/** A server as a configuration of the kind that many programs share: a command with arguments, or an address. */
export function addConfiguredServer(mapping: NodeMapping, config: JsonObject): void {
  const hidden = ['env', 'headers'].some((key) => Object.keys(objectAt(config, key)).length > 0);
  addMcpServer(mapping, {
    url: textAt(config, 'url'),
    command: textAt(config, 'command'),
    args: textsAt(config, 'args'),
    tools: [],
    isAuthenticated: hidden,
  });
}
