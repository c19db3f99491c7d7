import { connectionPresets } from '../../model/connection-presets.ts';
import type { ConnectionSettings } from '../../model/connection-settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A connection that the environment sets up, as data: where its settings stand. */
export interface ConnectionDefinition {
  readonly id: string;
  readonly label: string;
  readonly baseUrl: { readonly default: string; readonly variable?: string };
  /** Name of the secret that holds the key. Servers on this machine need none. */
  readonly keyName: string;
  readonly models: { readonly default: string; readonly variable?: string };
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

export const openAiDefinition: ConnectionDefinition = {
  id: 'openai',
  label: 'OpenAI-compatible',
  baseUrl: { default: 'https://api.openai.com/v1', variable: 'OPENAI_BASE_URL' },
  keyName: 'OPENAI_API_KEY',
  models: { default: 'gpt-4o-mini', variable: 'OPENAI_MODEL' },
};

/** What the environment makes of a definition. Unlike stored settings it is as the person typed it, unchecked. */
export function settingsFromEnvironment(
  definition: ConnectionDefinition,
  env: Environment,
): ConnectionSettings {
  const { id, label, keyName, headers } = definition;
  const model = readVariable(env, definition.models);
  const baseUrl = readVariable(env, definition.baseUrl);
  const preset = connectionPresets.find((candidate) => candidate.baseUrl === baseUrl);
  return {
    id,
    label,
    keyName,
    baseUrl,
    // An address of OpenAI's own is asked as OpenAI's preset asks it.
    ...(preset?.kind === 'cloud' ? { preset: preset.id } : {}),
    models: [model],
    defaultModel: model,
    // Nobody has said what stands behind the address, so nothing is guessed from the model's name.
    rawFormat: 'none',
    ...(headers === undefined ? {} : { headers }),
  };
}

/** The variables that a definition reads. */
export function variablesOf(definition: ConnectionDefinition): readonly string[] {
  const { keyName, baseUrl, models } = definition;
  return [keyName, baseUrl.variable, models.variable].filter((name) => name !== undefined);
}

function readVariable(
  env: Environment,
  setting: { readonly default: string; readonly variable?: string },
): string {
  const given = setting.variable === undefined ? undefined : env[setting.variable]?.trim();
  return given === undefined || given === '' ? setting.default : given;
}
