import type { ConnectionManager, ConnectionTest, Connections } from '../../contracts/connection.ts';
import type { ConnectionSettings, ValueOrSecret } from '../../model/connection-settings.ts';
import { connectionsPathBeside } from '../../node/connections/connection-store.ts';
import { createConnections } from '../../node/connections/create-connections.ts';
import { createEnvironmentSecrets } from '../../node/host/environment-secrets.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { defaultRecordPath } from '../../node/host/record-path.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject } from '../../shared/json.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { openOwnFormats } from '../own-formats.ts';
import { describeError, writeMessage, writeResult } from '../messages.ts';
import { printTable } from '../print-table.ts';

/** What every `millrace connections` command takes. */
export interface PrintOptions {
  readonly json?: true;
}

/** What `millrace connections add` takes; absent settings come from the preset. */
export interface AddOptions {
  readonly preset?: string;
  readonly label?: string;
  readonly baseUrl?: string;
  readonly keyName?: string;
  readonly model?: string;
  readonly rawFormat?: string;
  readonly proxy?: string;
  readonly header: readonly string[];
  readonly settings?: string;
  readonly replace?: true;
}

/** `millrace connections list` */
export function listConnections(options: PrintOptions): Promise<number> {
  return withConnections((connections, manager) => {
    const list = connections.list();
    for (const finding of manager.file().findings) writeMessage(describeError(finding));
    if (options.json === true) return print(list);
    const rows = list.map((info) => [
      info.id,
      info.label,
      info.note,
      info.defaultModel || '–',
      info.problem ?? 'ready',
    ]);
    printTable([['NAME', 'LABEL', 'WHERE', 'MODEL', 'STATE'], ...rows]);
    return exitCodes.done;
  });
}

/** `millrace connections presets` */
export function listPresets(options: PrintOptions): Promise<number> {
  return withConnections((_connections, manager) => {
    const presets = manager.presets();
    if (options.json === true) return print(presets);
    const rows = presets.map(({ id, label, baseUrl, baseUrlExample, keyName }) => [
      id,
      label,
      baseUrl ?? `such as ${baseUrlExample ?? 'any'}`,
      keyName ?? '–',
    ]);
    printTable([['PRESET', 'LABEL', 'BASE URL', 'KEY'], ...rows]);
    return exitCodes.done;
  });
}

/** `millrace connections add NAME` */
export function addConnection(id: string, options: AddOptions): Promise<number> {
  return withConnections(async (connections, manager) => {
    const isKnown = connections.list().some((info) => info.id === id);
    if (isKnown && options.replace !== true) {
      throw new MillraceError('connection_exists', `There is a connection named “${id}” already.`, {
        action: 'Choose another name, or replace it with --replace.',
      });
    }
    const saved = manager.save(await readSettings(id, options));
    writeMessage(`Saved “${id}” in ${manager.file().path}.`);
    if (saved.problem !== undefined) writeMessage(saved.problem);
    return exitCodes.done;
  });
}

/** `millrace connections remove NAME` */
export function removeConnection(id: string): Promise<number> {
  return withConnections(async (_connections, manager) => {
    await manager.remove(id);
    writeMessage(`Removed “${id}”.`);
    return exitCodes.done;
  });
}

/** `millrace connections test NAME`: exit code 1 if anything failed. */
export function testConnection(
  id: string,
  options: PrintOptions & { readonly model?: string },
): Promise<number> {
  return withConnections(async (_connections, manager) => {
    const test = await manager.test({ id }, options.model);
    if (options.json === true) print(test);
    else printTest(test);
    return test.ok ? exitCodes.done : exitCodes.failed;
  });
}

/** `millrace connections models NAME` */
export function listModels(id: string, options: PrintOptions): Promise<number> {
  return withConnections(async (_connections, manager) => {
    const { models, from } = await manager.models({ id });
    if (options.json === true) return print(models);
    if (from === 'settings') writeMessage('The endpoint lists no models; these are its settings’.');
    for (const model of models) writeResult(model.id);
    return exitCodes.done;
  });
}

/** `millrace connections discover` */
export function discoverServers(options: PrintOptions): Promise<number> {
  return withConnections(async (_connections, manager) => {
    const found = await manager.discover();
    if (options.json === true) return print(found);
    if (found.length === 0) writeMessage('No model server answers on this machine’s usual ports.');
    for (const { label, baseUrl, models, preset, connection } of found) {
      writeResult(
        `${label} at ${baseUrl}: ${models.map(({ id }) => id).join(', ') || 'no models'}`,
      );
      if (connection === undefined) {
        writeMessage(
          `Add it with: millrace connections add ${preset} --preset ${preset} --base-url ${baseUrl}`,
        );
      }
    }
    return exitCodes.done;
  });
}

type Work = (connections: Connections, manager: ConnectionManager) => number | Promise<number>;

async function withConnections(work: Work): Promise<number> {
  const env = process.env;
  const connections = createConnections({
    env,
    formats: openOwnFormats(),
    secrets: createEnvironmentSecrets(env),
    storePath: connectionsPathBeside(defaultRecordPath(env)),
  });
  try {
    return await work(connections, connections.manager as ConnectionManager);
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  } finally {
    await connections.close?.();
  }
}

async function readSettings(id: string, options: AddOptions): Promise<ConnectionSettings> {
  const { preset, label, baseUrl, keyName, model, rawFormat, proxy, header } = options;
  const read = options.settings === undefined ? {} : await readSettingsFile(options.settings);
  const headers = Object.fromEntries(header.map(readHeader));
  // The manager checks it all, what stands in the file too.
  return {
    ...read,
    id,
    ...(preset === undefined ? {} : { preset }),
    ...(label === undefined ? {} : { label }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(keyName === undefined ? {} : { keyName }),
    ...(model === undefined ? {} : { defaultModel: model }),
    ...(rawFormat === undefined ? {} : { rawFormat }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(header.length === 0 ? {} : { headers }),
  };
}

async function readSettingsFile(path: string): Promise<JsonObject> {
  const text = await readFlowFile(path);
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Falls through: either way it is no settings.
  }
  throw new MillraceError('invalid_argument', `${path} holds no JSON object.`, {
    action: 'Give a file with the settings of one connection.',
  });
}

/** `Name: value`, or `Name: $SECRET` for the name of a secret. */
function readHeader(text: string): readonly [string, ValueOrSecret] {
  const colon = text.indexOf(':');
  if (colon < 1) {
    throw new MillraceError('invalid_argument', `“${text}” is no header.`, {
      action: 'Write it as “Name: value”, or “Name: $SECRET” for a secret’s name.',
    });
  }
  const value = text.slice(colon + 1).trim();
  return [text.slice(0, colon).trim(), value.startsWith('$') ? { $secret: value.slice(1) } : value];
}

function printTest({ findings }: ConnectionTest): void {
  for (const { check, state, message, action, ms } of findings) {
    const time = ms === undefined ? '' : ` (${ms} ms)`;
    writeResult(`${state}: ${check}: ${message}${time}${action === undefined ? '' : ` ${action}`}`);
  }
}

function print(value: unknown): number {
  writeResult(JSON.stringify(value, undefined, 2));
  return exitCodes.done;
}
