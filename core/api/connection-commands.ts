import type { ConnectionManager, Connections } from '../contracts/connection.ts';
import { cancelledCode, MillraceError } from '../shared/errors.ts';
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
  const tests = new RunningTests();
  return {
    'connections.list': () => connections.list(),
    'connections.file': () => manager().file(),
    'connections.presets': () => manager().presets(),
    'connections.save': ({ settings }) => manager().save(settings),
    'connections.remove': async ({ id }) => {
      await manager().remove(id);
      return null;
    },
    'connections.test': ({ target, model, test }) =>
      tests.run(test, (signal) => manager().test(target, model, signal)),
    'connections.test.stop': ({ test }) => {
      tests.stop(test);
      return null;
    },
    'connections.models': ({ target }) => manager().models(target),
    'connections.discover': () => manager().discover(),
    'connections.server.start': ({ id }) => manager().startServer(id),
    'connections.server.stop': ({ id }) => manager().stopServer(id),
    'connections.server.log': ({ id, afterSeq }) => manager().serverLog(id, afterSeq),
  };
}

/** The tests of one client that are under way, by the names that it gave them. */
class RunningTests {
  readonly #stops = new Map<string, AbortController>();

  /** Throws `test_running` for a name that is taken. */
  async run<Result>(
    name: string | undefined,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const stop = new AbortController();
    if (name === undefined) return work(stop.signal);
    if (this.#stops.has(name)) {
      throw new MillraceError('test_running', `A test named “${name}” is under way.`, {
        action: 'Stop it first, or give this one another name.',
      });
    }
    this.#stops.set(name, stop);
    try {
      return await work(stop.signal);
    } finally {
      this.#stops.delete(name);
    }
  }

  stop(name: string): void {
    this.#stops.get(name)?.abort(new MillraceError(cancelledCode, 'The test was stopped.'));
  }
}
