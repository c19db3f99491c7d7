import { findPreset } from './connection-presets.ts';
import type { ConnectionPreset } from './connection-presets.ts';
import type { ConnectionQuirks, ConnectionSettings } from './connection-settings.ts';

const customPreset = 'custom';
// A preset of a newer version adds nothing; what was stored still counts.
const emptyPreset: ConnectionPreset = {
  id: customPreset,
  label: '',
  kind: 'custom',
  rawFormat: 'auto',
  note: '',
};

/** A connection with what its preset adds. What only the host knows, such as keys, is still missing. */
export interface CompleteSettings extends ConnectionSettings {
  readonly preset: string;
  readonly label: string;
  readonly rawFormat: string;
  readonly startInReasoning: 'auto' | 'yes' | 'no';
  readonly headers: NonNullable<ConnectionSettings['headers']>;
  readonly quirks: ConnectionQuirks;
}

/**
 * Adds what the preset says to settings. Done at every use and not when they are stored, so that a corrected preset
 * helps connections that exist already. The base URL stays absent where neither side has one.
 */
export function completeSettings(settings: ConnectionSettings): CompleteSettings {
  const given = findPreset(settings.preset ?? customPreset) ?? emptyPreset;
  const baseUrl = settings.baseUrl ?? given.baseUrl;
  const keyName = settings.keyName ?? given.keyName;
  const defaultModel = settings.defaultModel ?? settings.models?.[0] ?? given.defaultModel;
  return {
    ...settings,
    preset: settings.preset ?? customPreset,
    label: settings.label ?? (given.kind === 'custom' ? settings.id : given.label),
    rawFormat: settings.rawFormat ?? given.rawFormat,
    startInReasoning: settings.startInReasoning ?? 'auto',
    headers: { ...given.headers, ...settings.headers },
    quirks: { ...quirksFor(given, baseUrl), ...settings.quirks },
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(keyName === undefined ? {} : { keyName }),
    ...(defaultModel === undefined ? {} : { defaultModel }),
  };
}

// Azure's newer address is plain OpenAI but for the header of the key.
function quirksFor(preset: ConnectionPreset, baseUrl: string | undefined): ConnectionQuirks {
  const { apiVersion: _version, deploymentPaths: _paths, ...plain } = preset.quirks ?? {};
  return preset.id === 'azure' && baseUrl?.endsWith('/v1') === true ? plain : (preset.quirks ?? {});
}
