import { MillraceError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { OpenApiOperation } from './read-openapi.ts';

/** A request as the document describes it, with a call's arguments. */
interface WrittenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Arguments in their places. Throws `invalid_url` where the document names no address. */
export function writeRequest(
  { method, path, parameters, bodyName }: OpenApiOperation,
  base: string,
  values: JsonObject,
): WrittenRequest {
  const text = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const encode = (name: string): string => encodeURIComponent(text(name));
  const isGiven = (name: string): boolean => Object.hasOwn(values, name);
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_all, name: string) =>
    isGiven(name) ? encode(name) : '',
  );
  const address = `${base.replace(/\/$/, '')}${filled}`;
  // Values of dots would lead to another path.
  if (!URL.canParse(address) || filled.split('/').some((part) => part === '.' || part === '..')) {
    throw new MillraceError('invalid_url', `"${address.slice(0, 200)}" is no address of the web.`, {
      action: 'Fill in Address: the document names no server in full.',
    });
  }
  const url = new URL(address);
  const headers: Record<string, string> = {};
  for (const { name, place } of parameters) {
    if (!isGiven(name)) continue;
    if (place === 'query') url.searchParams.append(name, text(name));
    else if (place === 'header') headers[name.toLowerCase()] = text(name);
  }
  if (bodyName === undefined || !isGiven(bodyName)) return { method, url: url.href, headers };
  return {
    method,
    url: url.href,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(values[bodyName]),
  };
}
