import { create } from 'zustand';
import { createEngineClient } from '../../core/api/engine-client.ts';
import type { EngineClient } from '../../core/api/engine-client.ts';
import type { EngineState, HostBridge } from '../../core/api/host-bridge.ts';
import type { ConnectionInfo } from '../../core/contracts/connection.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import { MillraceError, toErrorInfo } from '../../core/shared/errors.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';

interface EngineStore {
  readonly engine: EngineState;
  /** Present while the engine answers. */
  readonly client: EngineClient | undefined;
  /** In the engine's order; kept through a restart of the engine. */
  readonly kinds: readonly KindDescriptor[];
  readonly connections: readonly ConnectionInfo[];
  /** What the engine last said that belongs to no command. */
  readonly notice:
    | { readonly level: 'info' | 'warning' | 'error'; readonly error: ErrorInfo }
    | undefined;
}

/** The engine as the interface sees it: its state, the client while there is one, and what it offers. */
export const useEngineStore = create<EngineStore>()(() => ({
  engine: { state: 'connecting' },
  client: undefined,
  kinds: [],
  connections: [],
  notice: undefined,
}));

/** The client, or a MillraceError `engine_gone` with what to do while there is none. */
export function requireClient(): EngineClient {
  const { client } = useEngineStore.getState();
  if (client !== undefined) return client;
  throw new MillraceError('engine_gone', 'The engine is not running.', {
    action: 'Wait a moment: it is being restarted.',
  });
}

/** The descriptor of a kind; undefined for kinds that this engine does not know. */
export function findKind(kind: string): KindDescriptor | undefined {
  const { kinds } = useEngineStore.getState();
  if (kinds !== listed.kinds) {
    listed = { kinds, byName: new Map(kinds.map((descriptor) => [descriptor.kind, descriptor])) };
  }
  return listed.byName.get(kind);
}

// Large flows ask for the kind of each of their nodes at a stroke.
let listed: {
  readonly kinds: readonly KindDescriptor[];
  readonly byName: ReadonlyMap<string, KindDescriptor>;
} = { kinds: [], byName: new Map() };

/** Asks for the connections again, as after a key was set. */
export async function refreshConnections(): Promise<void> {
  const connections = await requireClient().call('connections.list', {});
  useEngineStore.setState({ connections });
}

/** Asks for the kinds again, as after a module of the person's own was loaded. */
async function refreshKinds(): Promise<void> {
  const { client } = useEngineStore.getState();
  const kinds = await client?.call('kinds.list', {}).catch(() => undefined);
  if (kinds !== undefined) useEngineStore.setState({ kinds });
}

const firstPauseMs = 200;
const longestPauseMs = 3_000;

/** Connects to the engine and, whenever it goes away, connects again; runs as long as the window lives. */
export async function keepEngineConnected(host: HostBridge): Promise<never> {
  let pauseMs = firstPauseMs;
  for (;;) {
    try {
      const lost = await serveConnection(await host.connectEngine(), () => {
        pauseMs = firstPauseMs;
      });
      useEngineStore.setState({ client: undefined, engine: { state: 'restarting', error: lost } });
    } catch (error) {
      useEngineStore.setState({
        client: undefined,
        engine: { state: 'restarting', error: toErrorInfo(error) },
      });
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

async function serveConnection(
  channel: Parameters<typeof createEngineClient>[0],
  onReady: () => void,
): Promise<ErrorInfo> {
  const client = createEngineClient(channel);
  try {
    // What happened while nobody was there is told before anything else.
    client.onNotice(({ level, error }) => useEngineStore.setState({ notice: { level, error } }));
    await client.ready;
    const [kinds, connections] = await Promise.all([
      client.call('kinds.list', {}),
      client.call('connections.list', {}),
    ]);
    client.onKindsChanged(() => void refreshKinds());
    useEngineStore.setState({ client, kinds, connections, engine: { state: 'ready' } });
    onReady();
    return await client.closed;
  } finally {
    client.close();
  }
}
