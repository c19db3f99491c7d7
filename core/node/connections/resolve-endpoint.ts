import { completeSettings } from '../../model/connection-defaults.ts';
import type { CompleteSettings } from '../../model/connection-defaults.ts';
import { findPreset } from '../../model/connection-presets.ts';
import { tidyBaseUrl } from '../../model/connection-settings.ts';
import type { ConnectionSettings, ValueOrSecret } from '../../model/connection-settings.ts';
import { MillraceError } from '../../shared/errors.ts';
import { findEnvironmentProxy, isLoopback } from './environment-proxy.ts';
import { parseAddress } from './parse-address.ts';

/** Where the values come from that settings only name. */
export interface HostValues {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The key chain; asked before the environment. */
  readonly secrets?: { get(name: string): string | undefined } | undefined;
}

/** A connection with everything that a request needs. Lives in memory only: it holds the key. */
export interface ResolvedEndpoint {
  readonly settings: CompleteSettings;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Sent as a bearer key; absent where none is needed or another header carries it. */
  readonly bearerKey: string | undefined;
  /** With the key, where a header of its own carries it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly modelsHeaders: Readonly<Record<string, string>>;
  /** What must stand in no error. */
  readonly secrets: readonly string[];
  /** An HTTP proxy for all requests, the connection’s or the environment’s; may hold a password. */
  readonly proxyUrl: string | undefined;
}

/** What is needed of an endpoint without its secrets, for showing it. */
export interface EndpointAddress {
  readonly settings: CompleteSettings;
  /** '' while there is none. */
  readonly baseUrl: string;
  /** The environment variable that the address came from. */
  readonly variable?: string;
}

/** Adds the preset and the environment's address to settings; reads no secret. */
export function resolveAddress(
  settings: ConnectionSettings,
  env: HostValues['env'],
): EndpointAddress {
  const complete = completeSettings(settings);
  const variable = findPreset(complete.preset)?.baseUrlVariable;
  const fromVariable = variable === undefined ? undefined : readAddressVariable(variable, env);
  if (settings.baseUrl === undefined && fromVariable !== undefined && variable !== undefined) {
    return { settings: complete, baseUrl: fromVariable, variable };
  }
  return { settings: complete, baseUrl: tidyBaseUrl(complete.baseUrl ?? '') };
}

/**
 * Looks up everything that the settings name. Throws `invalid_base_url`, `missing_key`, `proxy_invalid`,
 * `proxy_unsupported`. `baseUrlName` is what an error calls the base URL.
 */
export function resolveEndpoint(
  asked: ConnectionSettings,
  values: HostValues,
  baseUrlName = 'The base URL',
): ResolvedEndpoint {
  const { settings, baseUrl } = resolveAddress(asked, values.env);
  const address = parseAddress(baseUrl);
  if (address === undefined) throw invalidBaseUrl(baseUrl, baseUrlName);
  const { host } = address;
  const read = (name: string): string | undefined =>
    values.secrets?.get(name)?.trim() || values.env[name]?.trim() || undefined;
  const key = settings.keyName === undefined ? undefined : read(settings.keyName);
  const isHere = isLoopback(address.hostname);
  if (settings.keyName !== undefined && key === undefined && !isHere) {
    throw missingKey(host, settings.keyName);
  }
  const readValue = (value: ValueOrSecret): string => {
    if (typeof value === 'string') return value;
    const found = read(value.$secret);
    if (found === undefined) throw missingKey(host, value.$secret);
    return found;
  };
  const { keyHeader, modelsKeyHeader } = settings.quirks;
  const headers = Object.fromEntries(
    Object.entries(settings.headers).map(([name, value]) => [name, readValue(value)]),
  );
  const ownProxy = settings.proxy === undefined ? undefined : readValue(settings.proxy);
  const given = ownProxy === undefined ? findEnvironmentProxy(address, values.env) : undefined;
  const proxyUrl = ownProxy ?? given?.url;
  if (proxyUrl !== undefined) checkProxy(proxyUrl, given?.variable);
  const bareKey = (header: string | undefined): Record<string, string> =>
    header === undefined || key === undefined ? {} : { [header]: key };
  const bearer = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const chatKey = keyHeader === undefined ? bearer : bareKey(keyHeader);
  return {
    settings,
    baseUrl,
    bearerKey: keyHeader === undefined ? key : undefined,
    headers: { ...headers, ...bareKey(keyHeader) },
    modelsHeaders: {
      ...headers,
      ...(modelsKeyHeader === undefined ? chatKey : bareKey(modelsKeyHeader)),
    },
    secrets: [key ?? '', ...Object.values(headers), proxyUrl ?? ''].filter((text) => text !== ''),
    proxyUrl,
  };
}

/** The name and port of an http address; undefined for what is none. */
export function hostOf(baseUrl: string): string | undefined {
  return parseAddress(baseUrl)?.host;
}

/** Ollama's own tools take `host`, `host:port`, `:port` or a URL, and 0.0.0.0 for a server that listens everywhere. */
function readAddressVariable(variable: string, env: HostValues['env']): string | undefined {
  const given = env[variable]?.trim() ?? '';
  if (given === '') return undefined;
  const filled = given.startsWith(':') ? `127.0.0.1${given}` : given;
  const withScheme = /^https?:\/\//.test(filled) ? filled : `http://${filled}`;
  if (!URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.port === '' && !/^https?:\/\//.test(filled)) url.port = '11434';
  return `${url.origin}${tidyBaseUrl(url.pathname)}/v1`;
}

/** Agents take a proxy since Node 24.5; older ones would silently go around it. `variable` is where it was found. */
function checkProxy(proxyUrl: string, variable: string | undefined): void {
  if (hostOf(proxyUrl) === undefined) {
    throw new MillraceError(
      'proxy_invalid',
      `${variable === undefined ? 'The proxy' : `The proxy in ${variable}`} is not a web address.`,
      { action: 'Give one such as http://proxy.example:3128.' },
    );
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 5)) return;
  const remedy =
    variable === undefined ? 'remove the proxy from the connection' : `unset ${variable}`;
  throw new MillraceError('proxy_unsupported', 'A proxy needs Node 24.5 or newer.', {
    action: `Update Node, or ${remedy}.`,
  });
}

function invalidBaseUrl(baseUrl: string, baseUrlName: string): MillraceError {
  const problem = baseUrl === '' ? 'is missing' : 'is not a web address';
  return new MillraceError('invalid_base_url', `${baseUrlName} ${problem}.`, {
    action: 'Give one that starts with http:// or https:// and ends in the version, such as /v1.',
  });
}

function missingKey(host: string, name: string): MillraceError {
  return new MillraceError('missing_key', `The key for ${host} is missing: ${name} is not set.`, {
    action: `Set ${name}, or choose the demo model, which needs no key.`,
    details: { secret: name },
  });
}
