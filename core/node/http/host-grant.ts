/** How far a person's grants cover a URL: its host by name, or by a pattern that leaves out private addresses. */
export type HostGrant = 'named' | 'public' | 'none';

/** What the granted hosts say of a URL. */
export function findGrant(url: URL, grantedHosts: readonly string[]): HostGrant {
  const host = hostOf(url);
  const port = url.port === '' ? defaultPorts[url.protocol] : url.port;
  let grant: HostGrant = 'none';
  for (const granted of grantedHosts.map((name) => name.trim().toLowerCase())) {
    if (granted === host || granted === `${host}:${port}` || granted === `[${host}]:${port}`)
      return 'named';
    const isPattern = granted === '*' || granted.startsWith('*.');
    if (isPattern && (granted === '*' || host.endsWith(granted.slice(1)))) grant = 'public';
  }
  return grant;
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** The host of a URL in lower case, without brackets, a port or the dot that may end it. */
export function hostOf(url: URL): string {
  return url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
