import type {
  McpAsking,
  McpClients,
  McpGrants,
  McpSession,
  McpTarget,
} from '../../contracts/mcp.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { ClientSession } from './client-session.ts';

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

/** The protocol's own package is large, and most engines never speak it: it is loaded with the first server. */
async function connect(
  target: McpTarget,
  grants: McpGrants,
  asking: McpAsking,
  discard: (session: ClientSession) => void,
): Promise<ClientSession> {
  const { connectServer } = await import('./connect-server.ts');
  return connectServer(target, grants, asking, discard);
}
