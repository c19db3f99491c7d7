import { fillTemplate, listVariables } from '../../model/template.ts';
import { MillraceError } from '../../shared/errors.ts';

type Values = Readonly<Record<string, unknown>>;

/** The host of an address, with its port, where it is written out; undefined where it is, or may be, a variable. */
export function literalHost(template: string): string | undefined {
  const host = /^\s*https?:\/\/([^/?#{}\\@]+)(?:[/?#]|\s*$)/i.exec(template)?.[1];
  return host === undefined ? undefined : hostOf(`http://${host}/`);
}

/** The address with its variables filled in: encoded behind the host, as they are before it. Throws `invalid_url`. */
export function fillAddress(template: string, values: Values): string {
  const text = template.trim();
  const end = /^https?:\/\/[^/?#]*/i.exec(text)?.[0].length ?? 0;
  // An address that is one variable as a whole carries its own encoding.
  const head = end === 0 ? text : text.slice(0, end);
  const tail = end === 0 ? '' : text.slice(end);
  const encoded = Object.fromEntries(
    listVariables(tail).map((name) => [name, encodeURIComponent(asText(values[name]))]),
  );
  const address = fillTemplate(head, values).trim() + fillTemplate(tail, encoded);
  if (hostOf(address) === undefined) {
    throw new MillraceError('invalid_url', `"${address.slice(0, 200)}" is no address of the web.`, {
      action: 'Begin it with https:// or http://.',
    });
  }
  return address;
}

/** Throws `host_not_listed` when the address leads to another host than the flow says. */
export function checkHost(address: string, template: string, hosts: string): void {
  const host = hostOf(address) ?? '';
  const name = hostOf(address, 'hostname') ?? '';
  const listed = new Set(hosts.toLowerCase().split(/[\s,]+/));
  if (literalHost(template) === host || listed.has(host) || listed.has(name)) return;
  throw new MillraceError(
    'host_not_listed',
    `The request would go to ${host}, which the node does not name.`,
    {
      action: 'List the host in the node’s setting Hosts, if that is meant.',
    },
  );
}

/** A body with its variables filled in; in JSON, text is escaped as it must be between quotes. */
export function fillBody(template: string, type: 'json' | 'text' | 'form', values: Values): string {
  const encode = (value: unknown): string => {
    const text = asText(value);
    if (type === 'form') return encodeURIComponent(text);
    return type === 'json' ? JSON.stringify(text).slice(1, -1) : text;
  };
  const encoded = listVariables(template).map((name) => [name, encode(values[name])]);
  return fillTemplate(template, Object.fromEntries(encoded) as Values);
}

/** A value as a body of its own. */
export function writeBody(value: unknown, type: 'json' | 'text' | 'form'): string {
  if (type === 'json') return typeof value === 'string' ? value : JSON.stringify(value ?? null);
  if (type === 'text' || typeof value !== 'object' || value === null) return asText(value);
  return Object.entries(value)
    .map(([name, part]) => `${encodeURIComponent(name)}=${encodeURIComponent(asText(part))}`)
    .join('&');
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function hostOf(address: string, part: 'host' | 'hostname' = 'host'): string | undefined {
  try {
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) ? url[part].toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
