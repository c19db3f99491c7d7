import type { ConnectionInfo, ConnectionManager } from '../../contracts/connection.ts';
import { connectionPresets, findPreset } from '../../model/connection-presets.ts';
import type {
  ConnectionSettings,
  SettingsIssue,
  ValueOrSecret,
} from '../../model/connection-settings.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { withoutByteOrderMark } from '../without-byte-order-mark.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject } from '../../shared/json.ts';

/** What `millrace connections add` takes; absent settings come from the preset. */
export interface AddOptions {
  readonly preset?: string;
  readonly label?: string;
  readonly baseUrl?: string;
  readonly keyName?: string;
  readonly model?: string;
  readonly rawFormat?: string;
  readonly startInReasoning?: string;
  readonly api?: string;
  readonly proxy?: string;
  readonly header: readonly string[];
  readonly settings?: string;
  readonly replace?: true;
}

/** Each setting that has an option of its own, by the option as commander names it. */
const settingOf = {
  preset: 'preset',
  label: 'label',
  baseUrl: 'baseUrl',
  keyName: 'keyName',
  model: 'defaultModel',
  rawFormat: 'rawFormat',
  startInReasoning: 'startInReasoning',
  api: 'api',
  proxy: 'proxy',
} as const satisfies Partial<Record<keyof AddOptions, keyof ConnectionSettings>>;

/** Stores the connection that the options describe. Throws as the manager does, in the words of the command line. */
export async function saveFromOptions(
  manager: ConnectionManager,
  id: string,
  options: AddOptions,
): Promise<ConnectionInfo> {
  const settings = await readSettings(id, options);
  try {
    return manager.save(settings);
  } catch (error) {
    if (error instanceof MillraceError && error.code === 'connection_invalid') {
      throw nameOptions(error, options);
    }
    throw error;
  }
}

async function readSettings(id: string, options: AddOptions): Promise<JsonObject> {
  const read = options.settings === undefined ? {} : await readSettingsFile(options.settings);
  const given = Object.entries(settingOf).flatMap(([option, setting]) => {
    const value = options[option as keyof typeof settingOf];
    return value === undefined ? [] : [[setting, value]];
  });
  const headers = Object.fromEntries(options.header.map(readHeader));
  // The manager checks it all, what stands in the file too.
  return {
    ...read,
    id,
    ...Object.fromEntries(given),
    ...(options.header.length === 0 ? {} : { headers }),
  } as JsonObject;
}

async function readSettingsFile(path: string): Promise<JsonObject> {
  const text = await readFlowFile(path);
  try {
    const value: unknown = JSON.parse(withoutByteOrderMark(text));
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
    throw new MillraceError('invalid_argument', 'What follows --header is no header.', {
      action: 'Write it as “Name: value”, or “Name: $SECRET” for a secret’s name.',
    });
  }
  const value = text.slice(colon + 1).trim();
  return [text.slice(0, colon).trim(), value.startsWith('$') ? { $secret: value.slice(1) } : value];
}

/** The manager speaks of settings; whoever typed options is told of options. */
function nameOptions(error: MillraceError, options: AddOptions): MillraceError {
  const issues = Array.isArray(error.details)
    ? (error.details as unknown as readonly SettingsIssue[])
    : [];
  const sentences = issues.map((issue) => `${nameOf(issue, options)} ${wordIssue(issue)}`);
  return new MillraceError(error.code, `${sentences.join('; ')}.`, {
    action: adviseOn(issues, options),
    ...(error.details === undefined ? {} : { details: error.details }),
    cause: error,
  });
}

function nameOf({ path }: SettingsIssue, options: AddOptions): string {
  const [setting = '', ...inner] = path.split('.');
  if (setting === 'id') return 'The connection’s name';
  const option = Object.entries(settingOf).find(([, known]) => known === setting)?.[0];
  const value = options[option as keyof typeof settingOf];
  if (option !== undefined && (value !== undefined || options.settings === undefined)) {
    const flag = `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === undefined || mayHoldKey(setting, value) ? flag : `${flag} ${value}`;
  }
  if (setting === 'headers' && options.header.length > 0) {
    return `--header ${inner.join('.')}`;
  }
  const place = options.settings === undefined ? '' : ` in ${options.settings}`;
  return path === '' ? `What stands${place}` : `“${path}”${place}`;
}

/** A key that was typed for its name, or into an address, must not go on into a log. */
function mayHoldKey(setting: string, value: string): boolean {
  return setting === 'keyName' || (setting !== 'rawFormat' && /[@?#]/.test(value));
}

function wordIssue({ path, message }: SettingsIssue): string {
  if (path === 'rawFormat') return 'names no raw format';
  if (path.startsWith('headers.') && message.startsWith('carries a key')) {
    return 'carries a key: store it as a secret and write $ITS_NAME as the value';
  }
  // The settings' own words describe what a value is; an option's sentence says what it must be.
  return message.replace(/^is (?=the name of a secret|made of )/, 'must be ');
}

function adviseOn(issues: readonly SettingsIssue[], { preset }: AddOptions): string {
  const paths = new Set(issues.map(({ path }) => path));
  if (paths.has('preset') && preset !== undefined && findPreset(preset) === undefined) {
    return `Choose one of ${connectionPresets.map(({ id }) => id).join(', ')}.`;
  }
  if (paths.has('rawFormat')) return 'Choose none, auto, or one that “millrace formats” lists.';
  const example = findPreset(preset ?? 'custom')?.baseUrlExample;
  if (paths.has('baseUrl') && example !== undefined) return `Give one such as ${example}.`;
  return 'Correct it and try again.';
}
