import type { ConnectionManager, ConnectionTest, Connections } from '../../contracts/connection.ts';
import { connectionsPathBeside } from '../../node/connections/connection-store.ts';
import { createConnections } from '../../node/connections/create-connections.ts';
import { createEnvironmentSecrets } from '../../node/host/environment-secrets.ts';
import { isDemoModelName } from '../../models/demo/demo-behaviour.ts';
import { defaultRecordPath } from '../../node/host/record-path.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { unknownDemoModel } from '../check-model.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { openOwnFormats } from '../own-formats.ts';
import { describeError, writeMessage, writeResult } from '../messages.ts';
import { printTable } from '../print-table.ts';
import { saveFromOptions } from './connection-options.ts';
import type { AddOptions } from './connection-options.ts';

/** What every `millrace connections` command takes. */
export interface PrintOptions {
  readonly json?: true;
}

/** `millrace connections list` */
export function listConnections(options: PrintOptions): Promise<number> {
  return withConnections((connections, manager) => {
    const list = connections.list();
    const { path, findings } = manager.file();
    for (const finding of findings) writeMessage(`${path}: ${describeError(finding)}`);
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
    const saved = await saveFromOptions(manager, id, options);
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
    const { model } = options;
    // It answers to any name, so a test of one that it does not know would say nothing.
    if (id === 'demo' && model !== undefined && !isDemoModelName(model)) {
      throw unknownDemoModel(model);
    }
    const test = await manager.test({ id }, model);
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
