import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { McpAsking, McpGrants, McpTarget } from '../../contracts/mcp.ts';
import { MillraceError, cancelledCode } from '../../shared/errors.ts';
import { ClientSession } from './client-session.ts';
import { createGrantedFetch } from './granted-fetch.ts';
import { StdioTransport } from './stdio-transport.ts';

/** Connects to a server that may be used. What failed on the way is handed to `discard`. Throws MillraceError. */
export async function connectServer(
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
