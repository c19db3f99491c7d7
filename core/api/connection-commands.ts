import type { ConnectionManager, Connections } from '../contracts/connection.ts';
import { MillraceError } from '../shared/errors.ts';
import type { CommandName, Commands } from './protocol.ts';

type ConnectionCommand = Extract<CommandName, `connections.${string}`>;

/** What answers each command about connections. */
export type ConnectionHandlers = {
  readonly [Name in ConnectionCommand]: (
    params: Commands[Name]['params'],
  ) => Commands[Name]['result'] | Promise<Commands[Name]['result']>;
};

/** Answers the commands about connections; those that need a manager fail with `connections_fixed` where there is none. */
export function createConnectionHandlers(connections: Connections): ConnectionHandlers {
  const manager = (): ConnectionManager => {
    if (connections.manager !== undefined) return connections.manager;
    throw new MillraceError('connections_fixed', 'This host has no connections of your own.');
  };
  return {
    'connections.list': () => connections.list(),
    'connections.file': () => manager().file(),
    'connections.presets': () => manager().presets(),
    'connections.save': ({ settings }) => manager().save(settings),
    'connections.remove': async ({ id }) => {
      await manager().remove(id);
      return null;
    },
    'connections.test': ({ target, model }) => manager().test(target, model),
    'connections.models': ({ target }) => manager().models(target),
    'connections.discover': () => manager().discover(),
    'connections.server.start': ({ id }) => manager().startServer(id),
    'connections.server.stop': ({ id }) => manager().stopServer(id),
    'connections.server.log': ({ id, afterSeq }) => manager().serverLog(id, afterSeq),
  };
}
