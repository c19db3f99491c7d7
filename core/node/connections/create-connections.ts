import type { ConnectionInfo, Connections } from '../../contracts/connection.ts';
import type { ConnectionSettings } from '../../model/connection-settings.ts';
import { demoModelNames } from '../../models/demo/demo-behaviour.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import { shippedFormats } from '../../stream/formats/raw-formats.ts';
import type { RawFormats } from '../../stream/formats/raw-formats.ts';
import type { ProviderTimeouts } from '../openai/request-watch.ts';
import { openAiDefinition, settingsFromEnvironment, variablesOf } from './connection-definition.ts';
import type { ConnectionDefinition } from './connection-definition.ts';
import { createConnectionManager } from './connection-manager.ts';
import { openConnectionStore } from './connection-store.ts';
import type { ConnectionStore } from './connection-store.ts';
import { usualPlaces } from './discover-servers.ts';
import type { DiscoveryPlace } from './discover-servers.ts';
import { findEnvironmentProxy } from './environment-proxy.ts';
import { parseAddress } from './parse-address.ts';
import { LocalServers } from './local-servers.ts';
import { ModelOpener } from './model-opener.ts';
import { hostOf, resolveAddress, resolveEndpoint } from './resolve-endpoint.ts';

export interface ConnectionsOptions {
  /** The variables of the process: base URLs, model names, and keys where `secrets` has none. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The key chain; asked before the environment. */
  readonly secrets?: {
    get(name: string): string | undefined;
    /** What no local server may inherit. */
    values?(): readonly string[];
  };
  /** Those that the environment sets up; by default the one named `openai`. */
  readonly definitions?: readonly ConnectionDefinition[];
  readonly timeouts?: ProviderTimeouts;
  /** The file of the connections that people make; without it there are none, and no manager. */
  readonly storePath?: string;
  /** Where raw formats are found. Default: those that ship. */
  readonly formats?: RawFormats;
  /** Where model servers are looked for; their usual ports by default. */
  readonly discoveryPlaces?: readonly DiscoveryPlace[];
}

/** The engine's hosts wait 4 seconds for it to close. */
const closeGraceMs = 2_000;

/** The connections of a host: the demo model, those of the environment, those of the person. Keys are read anew at each call. */
export function createConnections(options: ConnectionsOptions): Connections {
  const { env, storePath } = options;
  const definitions = options.definitions ?? [openAiDefinition];
  const builtIn = new Set(['demo', ...definitions.map(({ id }) => id)]);
  const store = storePath === undefined ? undefined : openConnectionStore(storePath, builtIn);
  const servers = new LocalServers(env, () => options.secrets?.values?.() ?? []);
  const source = new ConnectionSource(options, definitions, store, servers);
  const models = new ModelOpener(options, source);
  const parts = {
    servers,
    formats: options.formats ?? shippedFormats,
    values: { env, secrets: options.secrets },
    builtIn,
    places: options.discoveryPlaces ?? usualPlaces,
    list: () => source.list(),
    settingsOf: (id: string) => source.settingsOf(id),
  };
  return {
    list: () => source.list(),
    open: (id) => models.open(id),
    openEmbedder: (id) => models.openEmbedder(id),
    openReranker: (id) => models.openReranker(id),
    ...(store === undefined ? {} : { manager: createConnectionManager({ ...parts, store }) }),
    close: () => servers.close(closeGraceMs),
  };
}

/** What connections there are, asked anew each time. */
class ConnectionSource {
  readonly #options: ConnectionsOptions;
  readonly #definitions: readonly ConnectionDefinition[];
  readonly #store: ConnectionStore | undefined;
  readonly #servers: LocalServers;

  constructor(
    options: ConnectionsOptions,
    definitions: readonly ConnectionDefinition[],
    store: ConnectionStore | undefined,
    servers: LocalServers,
  ) {
    this.#options = options;
    this.#definitions = definitions;
    this.#store = store;
    this.#servers = servers;
  }

  list(): readonly ConnectionInfo[] {
    const stored = this.#store?.list() ?? [];
    return [
      demoInfo,
      ...this.#definitions.map((definition) => this.#describeDefined(definition)),
      ...stored.map((settings) => this.#describeStored(settings)),
    ];
  }

  /** Throws `unknown_connection`. */
  settingsOf(id: string): ConnectionSettings {
    const definition = this.definitionOf(id);
    if (definition !== undefined) return settingsFromEnvironment(definition, this.#options.env);
    const stored = this.#store?.list().find((settings) => settings.id === id);
    if (stored !== undefined) return stored;
    const names = this.list().map((connection) => connection.id);
    throw new MillraceError('unknown_connection', `There is no connection named “${id}”.`, {
      action: `Choose one of: ${names.join(', ')}.`,
    });
  }

  definitionOf(id: string): ConnectionDefinition | undefined {
    return this.#definitions.find((definition) => definition.id === id);
  }

  #describeDefined(definition: ConnectionDefinition): ConnectionInfo {
    const settings = settingsFromEnvironment(definition, this.#options.env);
    return {
      ...this.#describe(settings, definition.baseUrl.variable),
      variables: [...variablesOf(definition), this.#proxyVariable(settings)].filter(
        (name) => name !== undefined,
      ),
    };
  }

  /** The variable that names the proxy of a connection without one of its own. */
  #proxyVariable(given: ConnectionSettings): string | undefined {
    const { settings, baseUrl } = resolveAddress(given, this.#options.env);
    const address = parseAddress(baseUrl);
    if (settings.proxy !== undefined || address === undefined) return undefined;
    return findEnvironmentProxy(address, this.#options.env)?.variable;
  }

  #describeStored(given: ConnectionSettings): ConnectionInfo {
    const { settings, variable } = resolveAddress(given, this.#options.env);
    const names = [settings.keyName, variable, this.#proxyVariable(given)].filter(
      (name) => name !== undefined,
    );
    return {
      ...this.#describe(given),
      preset: settings.preset,
      ...(names.length === 0 ? {} : { variables: names }),
      settings: given,
      ...(given.server === undefined ? {} : { server: this.#servers.info(given.id) }),
    };
  }

  #describe(given: ConnectionSettings, baseUrlName?: string): ConnectionInfo {
    const { settings, baseUrl } = resolveAddress(given, this.#options.env);
    const { keyName, defaultModel, models } = settings;
    return {
      id: settings.id,
      label: settings.label,
      note: hostOf(baseUrl) ?? baseUrl,
      models: models ?? (defaultModel === undefined ? [] : [defaultModel]),
      defaultModel: defaultModel ?? '',
      baseUrl,
      ...(keyName === undefined ? {} : { keyName }),
      ...this.#findProblem(given, baseUrlName),
    };
  }

  #findProblem(
    settings: ConnectionSettings,
    baseUrlName: string | undefined,
  ): Pick<ConnectionInfo, 'problem' | 'problemCode' | 'missingSecret'> {
    try {
      resolveEndpoint(settings, this.#options, baseUrlName);
      return {};
    } catch (error) {
      const { code, message, action, details } = toErrorInfo(error);
      const secret = isJsonObject(details) ? details['secret'] : undefined;
      return {
        problem: `${message} ${action ?? ''}`.trim(),
        problemCode: code,
        ...(typeof secret === 'string' ? { missingSecret: secret } : {}),
      };
    }
  }
}

const demoInfo: ConnectionInfo = {
  id: 'demo',
  label: 'Demo model',
  note: 'simulated, no AI',
  models: demoModelNames,
  defaultModel: 'demo',
};
