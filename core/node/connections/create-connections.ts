import type { ChatModel } from '../../contracts/chat.ts';
import type { ConnectionInfo, Connections } from '../../contracts/connection.ts';
import { createDemoModel } from '../../models/demo/demo-model.ts';
import { demoModelNames } from '../../models/demo/demo-behaviour.ts';
import { MillraceError } from '../../shared/errors.ts';
import { createOpenAiChatModel } from '../openai/openai-chat-model.ts';
import type { ProviderTimeouts } from '../openai/request-watch.ts';
import { openAiDefinition } from './connection-definition.ts';
import type { ConnectionDefinition } from './connection-definition.ts';

export interface ConnectionsOptions {
  /** The variables of the process: base URLs, model names, and keys where `secrets` has none. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The key chain; asked before the environment. */
  readonly secrets?: { get(name: string): string | undefined };
  /** All but the demo connection; by default the one named `openai`. */
  readonly definitions?: readonly ConnectionDefinition[];
  readonly timeouts?: ProviderTimeouts;
}

interface ResolvedConnection {
  readonly info: ConnectionInfo;
  readonly problem?: MillraceError;
  create(): ChatModel;
}

/** The connections of a host: the demo model, and every defined endpoint. Keys are read anew at each call. */
export function createConnections(options: ConnectionsOptions): Connections {
  const definitions = options.definitions ?? [openAiDefinition];
  const models = new Map<string, ChatModel>();
  const resolve = (): readonly ResolvedConnection[] => [
    demoConnection,
    ...definitions.map((definition) => resolveEndpoint(definition, options)),
  ];
  return {
    list: () => resolve().map((connection) => connection.info),
    open(id) {
      const found = resolve().find((connection) => connection.info.id === id);
      if (found === undefined) throw unknownConnection(id, resolve());
      if (found.problem !== undefined) throw found.problem;
      return found.create();
    },
  };

  function resolveEndpoint(
    definition: ConnectionDefinition,
    { env, secrets, timeouts }: ConnectionsOptions,
  ): ResolvedConnection {
    const baseUrl = readVariable(env, definition.baseUrl);
    const defaultModel = readVariable(env, definition.models);
    const apiKey =
      secrets?.get(definition.keyName)?.trim() || env[definition.keyName]?.trim() || undefined;
    const problem = findProblem(definition, baseUrl, apiKey);
    const { id, label, headers } = definition;
    return {
      info: {
        id,
        label,
        note: hostOf(baseUrl) ?? baseUrl,
        models: [defaultModel],
        defaultModel,
        keyName: definition.keyName,
        variables: [
          definition.keyName,
          definition.baseUrl.variable,
          definition.models.variable,
        ].filter((name) => name !== undefined),
        ...(problem === undefined
          ? {}
          : { problem: `${problem.message} ${problem.action ?? ''}`.trim() }),
      },
      ...(problem === undefined ? {} : { problem }),
      create() {
        // One model per setting, so that what a server refused is learnt once.
        const setting = JSON.stringify([id, baseUrl, apiKey, defaultModel]);
        const model =
          models.get(setting) ??
          createOpenAiChatModel({
            baseUrl,
            apiKey,
            defaultModel,
            ...(headers === undefined ? {} : { headers }),
            ...(timeouts === undefined ? {} : { timeouts }),
          });
        models.set(setting, model);
        return model;
      },
    };
  }
}

const demoModel = createDemoModel();
const demoConnection: ResolvedConnection = {
  info: {
    id: 'demo',
    label: 'Demo model',
    note: 'simulated, no AI',
    models: demoModelNames,
    defaultModel: 'demo',
  },
  create: () => demoModel,
};

function readVariable(
  env: ConnectionsOptions['env'],
  setting: { readonly default: string; readonly variable?: string },
): string {
  const given = setting.variable === undefined ? undefined : env[setting.variable]?.trim();
  return given === undefined || given === '' ? setting.default : given;
}

function findProblem(
  definition: ConnectionDefinition,
  baseUrl: string,
  apiKey: string | undefined,
): MillraceError | undefined {
  const host = hostOf(baseUrl);
  if (host === undefined) {
    const where = definition.baseUrl.variable ?? 'The base URL';
    return new MillraceError('invalid_base_url', `${where} is not a web address.`, {
      action: 'Give one that starts with http:// or https:// and ends in the version, such as /v1.',
    });
  }
  if (apiKey !== undefined || isLoopback(baseUrl)) return undefined;
  return new MillraceError(
    'missing_key',
    `The key for ${host} is missing: ${definition.keyName} is not set.`,
    {
      action: `Set ${definition.keyName}, or choose the demo model, which needs no key.`,
    },
  );
}

function unknownConnection(id: string, known: readonly ResolvedConnection[]): MillraceError {
  const names = known.map((connection) => connection.info.id).join(', ');
  return new MillraceError('unknown_connection', `There is no connection named “${id}”.`, {
    action: `Choose one of: ${names}.`,
  });
}

function hostOf(baseUrl: string): string | undefined {
  if (!URL.canParse(baseUrl)) return undefined;
  const url = new URL(baseUrl);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.host : undefined;
}

function isLoopback(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
