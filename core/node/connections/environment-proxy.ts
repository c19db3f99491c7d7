import { BlockList, isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that the environment names, and by which variable. */
export interface EnvironmentProxy {
  readonly url: string;
  readonly variable: string;
}

/**
 * The proxy that the environment names for an address: HTTPS_PROXY or HTTP_PROXY by its scheme, unless NO_PROXY lists
 * its host. Small letters go first, as in other tools. Undefined for servers on this machine, which no proxy reaches.
 */
export function findEnvironmentProxy(
  url: Readonly<URL>,
  env: Environment,
): EnvironmentProxy | undefined {
  if (isLoopback(url.hostname)) return undefined;
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const variable = [name, name.toUpperCase()].find((candidate) => read(env, candidate) !== '');
  if (variable === undefined || isExempt(url, read(env, 'no_proxy') || read(env, 'NO_PROXY'))) {
    return undefined;
  }
  const given = read(env, variable);
  return { url: /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`, variable };
}

/** Whether a host’s name is that of this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

/** Entries are `*`, names that also stand for all below them, addresses, and ranges such as `10.0.0.0/8`; a port may follow. */
function isExempt(url: Readonly<URL>, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      if (entry.includes('/')) return isInRange(host, entry);
      if (isIP(entry) !== 0) return entry === host;
      const [, name = '', wantedPort] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
      const suffix = name.replace(/^\*?\./, '');
      const fits = suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`));
      return fits && (wantedPort === undefined || wantedPort === port);
    });
}

function isInRange(host: string, range: string): boolean {
  const [network = '', prefix = ''] = range.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const longest = family === 'ipv6' ? 128 : 32;
  const isRange = isIP(network) !== 0 && /^\d+$/.test(prefix) && Number(prefix) <= longest;
  if (!isRange || isIP(host) !== isIP(network)) return false;
  const block = new BlockList();
  block.addSubnet(network, Number(prefix), family);
  return block.check(host, family);
}

function read(env: Environment, name: string): string {
  return env[name]?.trim() ?? '';
}
