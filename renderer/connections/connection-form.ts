import { completeSettings } from '../../core/model/connection-defaults.ts';
import type {
  ConnectionQuirks,
  ConnectionSettings,
  LocalServerSettings,
  ValueOrSecret,
} from '../../core/model/connection-settings.ts';
import { tidyBaseUrl } from '../../core/model/connection-settings.ts';

/** A name with a value, or with the name of the secret that holds it. */
export interface ValueRow {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

/** What one model costs, in US dollars for a million tokens, as typed. */
interface PriceRow {
  readonly model: string;
  readonly input: string;
  readonly output: string;
  readonly cachedInput: string;
}

interface FallbackRow {
  readonly connection: string;
  readonly model: string;
}

/** A connection's settings as its form holds them: texts as typed, lists as rows; an empty text is a setting left out. */
export interface ConnectionForm {
  readonly id: string;
  readonly preset: string;
  readonly label: string;
  readonly baseUrl: string;
  readonly keyName: string;
  readonly defaultModel: string;
  /** One name a line. */
  readonly models: string;
  readonly rawFormat: string;
  readonly startInReasoning: ConnectionSettings['startInReasoning'] | '';
  readonly api: string;
  readonly firstTokenSeconds: string;
  readonly idleSeconds: string;
  readonly maxRetries: string;
  readonly retryAfterFirstDelta: boolean;
  readonly maxConcurrent: string;
  readonly requestsPerMinute: string;
  readonly tokensPerMinute: string;
  readonly proxy: string;
  readonly isProxySecret: boolean;
  readonly headers: readonly ValueRow[];
  readonly fallbacks: readonly FallbackRow[];
  readonly prices: readonly PriceRow[];
  readonly command: string;
  /** One argument a line. */
  readonly args: string;
  readonly cwd: string;
  readonly healthUrl: string;
  readonly startTimeoutSeconds: string;
  readonly env: readonly ValueRow[];
  /** Has no fields here; kept as it came. */
  readonly quirks: ConnectionQuirks | undefined;
}

/** The form of stored settings; `settingsFromForm` makes the same settings of it again. */
export function formFromSettings(settings: ConnectionSettings): ConnectionForm {
  const { timeouts, server } = settings;
  return {
    id: settings.id,
    preset: settings.preset ?? 'custom',
    label: settings.label ?? '',
    baseUrl: settings.baseUrl ?? '',
    keyName: settings.keyName ?? '',
    defaultModel: settings.defaultModel ?? '',
    models: (settings.models ?? []).join('\n'),
    rawFormat: settings.rawFormat ?? '',
    startInReasoning: settings.startInReasoning ?? '',
    api: settings.api ?? 'chat',
    firstTokenSeconds: toSeconds(timeouts?.firstTokenMs),
    idleSeconds: toSeconds(timeouts?.idleMs),
    maxRetries: toText(settings.maxRetries),
    retryAfterFirstDelta: settings.retryAfterFirstDelta ?? false,
    maxConcurrent: toText(settings.maxConcurrent),
    requestsPerMinute: toText(settings.requestsPerMinute),
    tokensPerMinute: toText(settings.tokensPerMinute),
    proxy: typeof settings.proxy === 'object' ? settings.proxy.$secret : (settings.proxy ?? ''),
    isProxySecret: typeof settings.proxy === 'object',
    headers: toValueRows(settings.headers),
    fallbacks: (settings.fallbacks ?? []).map(({ connection, model = '' }) => ({
      connection,
      model,
    })),
    prices: Object.entries(settings.prices ?? {}).map(([model, price]) => ({
      model,
      input: toText(price.inputPerMillion),
      output: toText(price.outputPerMillion),
      cachedInput: toText(price.cachedInputPerMillion),
    })),
    command: server?.command ?? '',
    args: (server?.args ?? []).join('\n'),
    cwd: server?.cwd ?? '',
    healthUrl: server?.healthUrl ?? '',
    startTimeoutSeconds: toSeconds(server?.startTimeoutMs),
    env: toValueRows(server?.env),
    quirks: settings.quirks,
  };
}

/** The settings that a form means; numbers that are none become NaN, which no check lets pass. */
export function settingsFromForm(form: ConnectionForm): ConnectionSettings {
  const firstTokenMs = fromSeconds(form.firstTokenSeconds);
  const idleMs = fromSeconds(form.idleSeconds);
  const timeouts = { ...keep('firstTokenMs', firstTokenMs), ...keep('idleMs', idleMs) };
  const proxy = form.proxy.trim();
  const models = toLines(form.models);
  return {
    id: form.id.trim(),
    preset: form.preset,
    ...keepText('label', form.label),
    ...keepText('baseUrl', tidyBaseUrl(form.baseUrl)),
    ...keepText('keyName', form.keyName),
    ...keepText('defaultModel', form.defaultModel),
    ...keepText('rawFormat', form.rawFormat),
    ...(form.startInReasoning ? { startInReasoning: form.startInReasoning } : {}),
    ...(models.length === 0 ? {} : { models }),
    ...(form.api === 'responses' ? { api: 'responses' } : {}),
    ...(Object.keys(timeouts).length === 0 ? {} : { timeouts }),
    ...keep('maxRetries', toNumber(form.maxRetries)),
    ...(form.retryAfterFirstDelta ? { retryAfterFirstDelta: true } : {}),
    ...keep('maxConcurrent', toNumber(form.maxConcurrent)),
    ...keep('requestsPerMinute', toNumber(form.requestsPerMinute)),
    ...keep('tokensPerMinute', toNumber(form.tokensPerMinute)),
    ...(proxy === '' ? {} : { proxy: form.isProxySecret ? { $secret: proxy } : proxy }),
    ...keep('headers', fromValueRows(form.headers)),
    ...keep('fallbacks', fromFallbackRows(form.fallbacks)),
    ...keep('prices', fromPriceRows(form.prices)),
    ...keep('quirks', form.quirks),
    ...keep('server', serverFromForm(form)),
  };
}

/** How people see a connection that is being changed: its label, else its preset's name, else its id; in English. */
export function titleOf(form: ConnectionForm): string {
  return completeSettings(settingsFromForm(form)).label;
}

/** Whether two forms mean the same settings. */
export function meansTheSame(a: ConnectionForm, b: ConnectionForm): boolean {
  return JSON.stringify(settingsFromForm(a)) === JSON.stringify(settingsFromForm(b));
}

/** Names that stand twice in a list, where only the last would count. */
export function findTwins(names: readonly string[]): readonly string[] {
  const filled = names.map((name) => name.trim()).filter((name) => name !== '');
  return [...new Set(filled.filter((name, index) => filled.indexOf(name) !== index))];
}

function serverFromForm(form: ConnectionForm): LocalServerSettings | undefined {
  const args = toLines(form.args);
  const env = fromValueRows(form.env);
  const rest = {
    ...(args.length === 0 ? {} : { args }),
    ...keepText('cwd', form.cwd),
    ...keepText('healthUrl', form.healthUrl),
    ...keep('startTimeoutMs', fromSeconds(form.startTimeoutSeconds)),
    ...keep('env', env),
  };
  const command = form.command.trim();
  // Without a command the rest is kept, so that the check can say what is missing.
  return command === '' && Object.keys(rest).length === 0 ? undefined : { command, ...rest };
}

function toValueRows(
  values: Readonly<Record<string, ValueOrSecret>> | undefined,
): readonly ValueRow[] {
  return Object.entries(values ?? {}).map(([name, value]) =>
    typeof value === 'string'
      ? { name, value, isSecret: false }
      : { name, value: value.$secret, isSecret: true },
  );
}

function fromValueRows(
  rows: readonly ValueRow[],
): Readonly<Record<string, ValueOrSecret>> | undefined {
  const filled = rows.filter((row) => row.name.trim() !== '' || row.value.trim() !== '');
  if (filled.length === 0) return undefined;
  return Object.fromEntries(
    filled.map(({ name, value, isSecret }) => [
      name.trim(),
      isSecret ? { $secret: value.trim() } : value,
    ]),
  );
}

function fromFallbackRows(rows: readonly FallbackRow[]): ConnectionSettings['fallbacks'] {
  const filled = rows.filter((row) => row.connection !== '' || row.model.trim() !== '');
  if (filled.length === 0) return undefined;
  return filled.map(({ connection, model }) => ({ connection, ...keepText('model', model) }));
}

function fromPriceRows(rows: readonly PriceRow[]): ConnectionSettings['prices'] {
  const filled = rows.filter((row) =>
    Object.values(row).some((text: string) => text.trim() !== ''),
  );
  if (filled.length === 0) return undefined;
  return Object.fromEntries(
    filled.map(({ model, input, output, cachedInput }) => [
      model.trim(),
      {
        inputPerMillion: toNumber(input) ?? Number.NaN,
        outputPerMillion: toNumber(output) ?? Number.NaN,
        ...keep('cachedInputPerMillion', toNumber(cachedInput)),
      },
    ]),
  );
}

function keep<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [Name in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [Name in Key]?: Value };
}

function keepText<Key extends string>(key: Key, text: string): { readonly [Name in Key]?: string } {
  return keep(key, text.trim() === '' ? undefined : text.trim());
}

function toLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function toText(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function toNumber(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

function toSeconds(ms: number | undefined): string {
  return ms === undefined ? '' : String(ms / 1000);
}

function fromSeconds(text: string): number | undefined {
  const seconds = toNumber(text);
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}
