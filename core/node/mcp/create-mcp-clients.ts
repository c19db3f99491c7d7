import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type {
  McpAsking,
  McpClients,
  McpGrants,
  McpSession,
  McpTarget,
} from '../../contracts/mcp.ts';
import { MillraceError, cancelledCode } from '../../shared/errors.ts';
import { ClientSession } from './client-session.ts';
import { createGrantedFetch } from './granted-fetch.ts';
import { StdioTransport } from './stdio-transport.ts';

/** Keeps one connection for each server as long as the engine lives; a server that ended is started anew. */
export function createMcpClients(): McpClients {
  const opened = new Map<string, Promise<ClientSession>>();
  const closing = new Set<Promise<void>>();
  /** Nobody waits until a program has ended that never was of use, least of all a run that was cancelled. */
  const discard = (session: ClientSession): void => {
    const ending = session
      .close()
      .catch(() => undefined)
      .finally(() => closing.delete(ending));
    closing.add(ending);
  };
  return {
    async open(target, grants, asking): Promise<McpSession> {
      checkGrant(target, grants);
      const key = JSON.stringify([target, grants.grantedHosts]);
      const known = opened.get(key);
      if (known !== undefined) {
        const session = await known.catch(() => undefined);
        if (session !== undefined && !session.isClosed) return session;
      }
      // Somebody else may have begun meanwhile.
      const current = opened.get(key);
      if (current !== undefined && current !== known) return current;
      const session = connect(target, grants, asking, discard);
      opened.set(key, session);
      return session;
    },
    async close() {
      const sessions = await Promise.allSettled(opened.values());
      opened.clear();
      const open = sessions.flatMap((found) => (found.status === 'fulfilled' ? [found.value] : []));
      await Promise.allSettled([...open.map((session) => session.close()), ...closing]);
    },
  };
}

function checkGrant(target: McpTarget, { grantedCommands }: McpGrants): void {
  if (target.transport === 'http') return;
  const { line } = target;
  if (grantedCommands.includes(line)) return;
  throw new MillraceError('not_granted', `Nobody has allowed this flow to start “${line}”.`, {
    action: `Allow it, if you trust the flow: --allow-command '${line}' on the command line.`,
  });
}

async function connect(
  target: McpTarget,
  grants: McpGrants,
  asking: McpAsking,
  discard: (session: ClientSession) => void,
): Promise<ClientSession> {
  const session = new ClientSession();
  try {
    await session.connect(openTransport(target, grants, session), asking);
    return session;
  } catch (error) {
    discard(session);
    throw explain(error, target, session, asking);
  }
}

function openTransport(target: McpTarget, grants: McpGrants, session: ClientSession): Transport {
  if (target.transport === 'stdio') return new StdioTransport(target, (line) => session.log(line));
  const transport = new StreamableHTTPClientTransport(readUrl(target.url), {
    fetch: createGrantedFetch(() => grants.grantedHosts),
    requestInit: { headers: { ...target.headers } },
  });
  return transport;
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '') return url;
  throw new MillraceError('invalid_url', `"${text.slice(0, 200)}" is no address of the web.`, {
    action: 'Begin it with https:// or http://, and leave names and passwords out.',
  });
}

function explain(
  error: unknown,
  target: McpTarget,
  session: ClientSession,
  { signal }: McpAsking,
): MillraceError {
  if (error instanceof MillraceError) return error;
  if (signal.aborted) return new MillraceError(cancelledCode, 'The request was cancelled.');
  const where = target.transport === 'stdio' ? target.line : target.url;
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
  return new MillraceError(
    'mcp_unreachable',
    `The MCP server “${where}” did not answer: ${reason}.`,
    {
      action:
        target.transport === 'stdio'
          ? 'Try the command in a terminal, and see what it writes.'
          : 'Check the address, and whether the server runs.',
      details: session.takeLog(),
      cause: error,
    },
  );
}
