import type { LocalServerInfo, ServerLogLine } from '../../contracts/connection.ts';
import type { LocalServerSettings, ValueOrSecret } from '../../model/connection-settings.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isSecretVariable } from '../host/environment-secrets.ts';
import { LocalServer } from './local-server.ts';
import type { ResolvedEndpoint } from './resolve-endpoint.ts';

/** The servers that connections started, by connection. */
export class LocalServers {
  readonly #servers = new Map<string, LocalServer>();
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #listSecrets: () => readonly string[];
  // A process that ends without being closed must not leave servers behind, as far as it is asked at all.
  readonly #killAll = (): void => {
    for (const server of this.#servers.values()) server.kill();
  };

  /** `env` is what servers inherit, but for what is named like a secret or is one of those that `listSecrets` gives. */
  constructor(
    env: Readonly<Record<string, string | undefined>>,
    listSecrets: () => readonly string[],
  ) {
    this.#env = env;
    this.#listSecrets = listSecrets;
  }

  info(id: string): LocalServerInfo {
    return this.#servers.get(id)?.info ?? { state: 'stopped' };
  }

  log(id: string, afterSeq: number): readonly ServerLogLine[] {
    return this.#servers.get(id)?.linesAfter(afterSeq) ?? [];
  }

  /** Begins the start. Rejects with `server_running`, `server_address_taken`, `missing_secret`. */
  async start(
    id: string,
    settings: LocalServerSettings,
    endpoint: ResolvedEndpoint,
    readSecret: (name: string) => string | undefined,
  ): Promise<LocalServerInfo> {
    const server = this.#servers.get(id) ?? new LocalServer();
    if (this.#servers.size === 0) process.once('exit', this.#killAll);
    this.#servers.set(id, server);
    const { command, args = [], cwd, healthUrl, startTimeoutMs = 120_000 } = settings;
    await server.start({
      command,
      args,
      cwd,
      env: {
        ...publicVariables(this.#env, this.#listSecrets()),
        ...resolveVariables(settings.env, readSecret),
      },
      healthUrl: healthUrl ?? `${endpoint.baseUrl}/models`,
      // The key is the connection's: it goes to its own address only.
      healthHeaders: healthUrl === undefined ? endpoint.modelsHeaders : {},
      startTimeoutMs,
    });
    return server.info;
  }

  async stop(id: string, graceMs: number): Promise<LocalServerInfo> {
    await this.#servers.get(id)?.stop(graceMs);
    return this.info(id);
  }

  /** Stops all at once. */
  async close(graceMs: number): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.stop(graceMs)));
    process.off('exit', this.#killAll);
  }
}

function publicVariables(
  env: Readonly<Record<string, string | undefined>>,
  secrets: readonly string[],
): Record<string, string> {
  const isPublic = (entry: [string, string | undefined]): entry is [string, string] =>
    entry[1] !== undefined && !isSecretVariable(entry[0]) && !secrets.includes(entry[1].trim());
  return Object.fromEntries(Object.entries(env).filter(isPublic));
}

function resolveVariables(
  variables: Readonly<Record<string, ValueOrSecret>> = {},
  readSecret: (name: string) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      if (typeof value === 'string') return [name, value];
      const secret = readSecret(value.$secret);
      if (secret !== undefined) return [name, secret];
      throw new MillraceError('missing_secret', `The secret ${value.$secret} is not set.`, {
        action: `The server wants it as ${name}: set it, or remove it from the connection.`,
      });
    }),
  );
}
