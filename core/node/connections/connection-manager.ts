import type {
  ConnectionInfo,
  ConnectionManager,
  ConnectionTarget,
  ConnectionTest,
} from '../../contracts/connection.ts';
import { connectionPresets, findPreset } from '../../model/connection-presets.ts';
import {
  describeIssues,
  issueDetails,
  parseConnectionSettings,
} from '../../model/connection-settings.ts';
import type { ConnectionSettings, SettingsIssue } from '../../model/connection-settings.ts';
import { findPlainKeys } from '../../model/find-plain-keys.ts';
import { demoModelNames } from '../../models/demo/demo-behaviour.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isRawFormatChoice } from '../../stream/formats/choose-raw-format.ts';
import type { RawFormats } from '../../stream/formats/raw-formats.ts';
import type { ConnectionStore } from './connection-store.ts';
import { discoverServers } from './discover-servers.ts';
import type { DiscoveryPlace } from './discover-servers.ts';
import { canListModels, listModels } from './list-models.ts';
import type { LocalServers } from './local-servers.ts';
import { openEndpoint } from './open-endpoint.ts';
import { resolveEndpoint } from './resolve-endpoint.ts';
import type { HostValues } from './resolve-endpoint.ts';
import { testConnection, untestable } from './test-connection.ts';

export interface ManagerParts {
  readonly store: ConnectionStore;
  readonly servers: LocalServers;
  readonly values: HostValues;
  readonly formats: RawFormats;
  readonly builtIn: ReadonlySet<string>;
  readonly places: readonly DiscoveryPlace[];
  /** All connections as they are shown. */
  list(): readonly ConnectionInfo[];
  /** The settings of any connection but the demo model. Throws `unknown_connection`. */
  settingsOf(id: string): ConnectionSettings;
}

const demoId = 'demo';
const demoTest: ConnectionTest = {
  ok: true,
  model: 'demo',
  findings: [{ check: 'answer', state: 'ok', message: 'It is simulated, so it always answers.' }],
};

/** How long a server may take to end after it was asked, ms. */
const stopGraceMs = 5_000;

/** Changes and examines the connections of a host. */
export function createConnectionManager(parts: ManagerParts): ConnectionManager {
  const { store, servers, values, builtIn, places, formats } = parts;

  const settingsFor = (target: ConnectionTarget): ConnectionSettings =>
    target.settings === undefined
      ? parts.settingsOf(target.id)
      : checkSettings(target.settings, formats);

  const changeable = (id: string): ConnectionSettings => {
    if (builtIn.has(id)) throw isBuiltIn(id);
    return parts.settingsOf(id);
  };

  return {
    presets: () => connectionPresets,
    file: () => store.file(),
    save(raw) {
      const settings = checkSettings(raw, formats);
      if (builtIn.has(settings.id)) throw isBuiltIn(settings.id);
      store.put(settings);
      return parts.list().find(({ id }) => id === settings.id) as ConnectionInfo;
    },
    async remove(id) {
      changeable(id);
      store.remove(id);
      await servers.stop(id, stopGraceMs);
    },
    async test(target, model, signal) {
      if (target.id === demoId) return demoTest;
      const settings = settingsFor(target);
      try {
        const endpoint = resolveEndpoint(settings, values);
        // Without retries: a test says what happened, it does not make the best of it.
        const once = { ...endpoint, settings: { ...endpoint.settings, maxRetries: 0 } };
        return await testConnection(once, openEndpoint(once, {}, formats), model, signal);
      } catch (error) {
        signal?.throwIfAborted();
        return untestable(error);
      }
    },
    async models(target) {
      if (target.id === demoId) {
        return { models: demoModelNames.map((id) => ({ id })), from: 'settings' };
      }
      const settings = settingsFor(target);
      const endpoint = resolveEndpoint(settings, values);
      if (canListModels(endpoint)) return { models: await listModels(endpoint), from: 'endpoint' };
      return { models: (settings.models ?? []).map((id) => ({ id })), from: 'settings' };
    },
    async discover() {
      const found = await discoverServers(places);
      const known = new Map(parts.list().map((info) => [info.baseUrl, info.id]));
      return found.map((server) => {
        const connection = known.get(server.baseUrl);
        return connection === undefined ? server : { ...server, connection };
      });
    },
    async startServer(id) {
      const settings = changeable(id);
      if (settings.server === undefined) throw noServer(id);
      const endpoint = resolveEndpoint(settings, values);
      const readSecret = (name: string): string | undefined =>
        values.secrets?.get(name) ?? values.env[name];
      return await servers.start(id, settings.server, endpoint, readSecret);
    },
    async stopServer(id) {
      if (servers.info(id).state === 'stopped') changeable(id);
      return await servers.stop(id, stopGraceMs);
    },
    serverLog: (id, afterSeq) => ({ server: servers.info(id), lines: servers.log(id, afterSeq) }),
  };
}

function checkSettings(raw: unknown, formats: RawFormats): ConnectionSettings {
  const parsed = parseConnectionSettings(raw);
  const issues = parsed.ok ? findMeaningless(parsed.settings, formats) : parsed.issues;
  if (parsed.ok && issues.length === 0) return parsed.settings;
  throw new MillraceError(
    'connection_invalid',
    `These settings cannot be used: ${describeIssues(issues)}.`,
    { action: 'Correct them and save again.', details: issueDetails(issues) },
  );
}

/** What is well formed but names something that is not there. */
function findMeaningless(
  settings: ConnectionSettings,
  formats: RawFormats,
): readonly SettingsIssue[] {
  const { preset = 'custom', baseUrl, rawFormat } = settings;
  const issues = findPlainKeys(settings);
  const found = findPreset(preset);
  if (found === undefined) issues.push({ path: 'preset', message: 'is not known' });
  if (found !== undefined && (baseUrl ?? found.baseUrl) === undefined) {
    issues.push({ path: 'baseUrl', message: 'is missing' });
  }
  const isFormat =
    rawFormat === undefined || isRawFormatChoice(rawFormat) || formats.ids().includes(rawFormat);
  if (!isFormat) issues.push({ path: 'rawFormat', message: `names no raw format: ${rawFormat}` });
  return issues;
}

function isBuiltIn(id: string): MillraceError {
  return new MillraceError('connection_built_in', `The connection “${id}” is built in.`, {
    action: 'Choose another id for your own.',
  });
}

function noServer(id: string): MillraceError {
  return new MillraceError('no_local_server', `The connection “${id}” starts no server.`, {
    action: 'Give it a command in its settings first.',
  });
}
