import type { JsonObject, JsonValue } from '../shared/json.ts';

/** A server of the Model Context Protocol: a program that is started, or an address. */
export type McpTarget =
  | {
      readonly transport: 'stdio';
      /** The whole line as a person grants it: variables, program and arguments, secrets by their names. */
      readonly line: string;
      readonly command: string;
      readonly args: readonly string[];
      /** Added to the few variables that every such program gets. */
      readonly env: Readonly<Record<string, string>>;
    }
  | {
      readonly transport: 'http';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
    };

/** What a person lets an MCP client reach: see `Grants`. */
export interface McpGrants {
  readonly grantedCommands: readonly string[];
  readonly grantedHosts: readonly string[];
}

export interface McpTool {
  /** As the server calls it. */
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonObject;
  /** What the server says of it, and need not be true. */
  readonly isReadOnly: boolean;
  readonly isDestructive: boolean;
}

/** The tools of a server, and a sentence on each that cannot be used. */
export interface McpToolList {
  readonly tools: readonly McpTool[];
  readonly problems: readonly string[];
}

export interface McpResource {
  readonly uri: string;
  readonly name: string;
  readonly description: string;
}

export interface McpPrompt {
  readonly name: string;
  readonly description: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly description: string;
    readonly required: boolean;
  }[];
}

/** One piece of what a server answers. Bytes are left out: `bytes` tells how many there were. */
export type McpContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'binary'; readonly mediaType: string; readonly bytes: number }
  | { readonly type: 'link'; readonly uri: string; readonly name: string };

export interface McpResult {
  readonly content: readonly McpContent[];
  readonly structured?: JsonValue;
  readonly isError: boolean;
}

interface McpProgress {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** How one request is made. */
export interface McpAsking {
  /** Without any sign of life; progress begins it anew. */
  readonly timeoutMs: number;
  /** An abort is told to the server. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: McpProgress) => void;
}

/**
 * A connection to a server, shared by all that want the same one. All requests throw MillraceError: `mcp_failed` (the
 * server refused), `mcp_timeout`, `mcp_closed` (the server is gone), `cancelled`.
 */
export interface McpSession {
  readonly server: { readonly name: string; readonly version: string };
  /** Lists are kept until the server says that they have changed. */
  listTools(asking: McpAsking): Promise<McpToolList>;
  callTool(name: string, values: JsonObject, asking: McpAsking): Promise<McpResult>;
  /** [] for a server without resources. */
  listResources(asking: McpAsking): Promise<readonly McpResource[]>;
  readResource(uri: string, asking: McpAsking): Promise<readonly McpContent[]>;
  /** [] for a server without prompts. */
  listPrompts(asking: McpAsking): Promise<readonly McpPrompt[]>;
  /** The prompt's messages as text, each with its role. */
  getPrompt(
    name: string,
    values: Readonly<Record<string, string>>,
    asking: McpAsking,
  ): Promise<string>;
  /** What the server wrote to its log since the last call, at most 200 lines. */
  takeLog(): readonly string[];
}

/** Connects to MCP servers. */
export interface McpClients {
  /**
   * Throws `not_granted`, `mcp_unreachable` (it did not start or answer; what it wrote is in the details), and what a
   * host refuses: `private_address`, `invalid_url`.
   */
  open(target: McpTarget, grants: McpGrants, asking: McpAsking): Promise<McpSession>;
  /** Ends all connections, and the programs that were started, with all that these started. */
  close(): Promise<void>;
}
