import type { JsonObject, JsonValue } from '../shared/json.ts';
import { isEmptyText } from './map-text.ts';
import type { SourceText } from './map-text.ts';
import type { MappedPart, NodeMapping } from './node-mapping.ts';

interface SecretHeader {
  readonly $secret: string;
  readonly prefix: string;
}

/** A request as another program describes it. */
export interface SourceRequest {
  readonly method: string;
  readonly url: SourceText;
  readonly query: readonly (readonly [string, SourceText])[];
  readonly headers: readonly (readonly [string, SourceText | SecretHeader])[];
  /** In that program’s words, such as `raw-text`. */
  readonly bodyType: string;
  readonly body: SourceText;
}

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']);
const bodyTypes: Readonly<Record<string, string>> = {
  json: 'json',
  'raw-text': 'text',
  raw: 'text',
  text: 'text',
  'x-www-form-urlencoded': 'form',
  xwwwformurlencoded: 'form',
  'form-urlencoded': 'form',
};

/** Adds a request; the values that its texts name become inputs. */
export function addHttp(mapping: NodeMapping, request: SourceRequest): MappedPart {
  const method = request.method.toUpperCase();
  const bodyType = bodyTypes[request.bodyType.toLowerCase()] ?? 'none';
  const isLost = bodyType === 'none' && !isEmptyText(request.body);
  if (isLost) mapping.note('option_lost', { what: 'the body of the request' });
  const query = request.query.flatMap(([name, value], row): SourceText => {
    return [row === 0 ? '?' : '&', `${encodeURIComponent(name)}=`, ...value];
  });
  const texts: { readonly key: string; readonly text: SourceText }[] = [
    { key: 'url', text: [...request.url, ...query] },
  ];
  const headers: Record<string, JsonValue> = {};
  for (const [name, value] of request.headers) {
    if (name === '' || name === '__proto__') continue;
    if ('$secret' in value) headers[name] = { ...value };
    else texts.push({ key: `header ${name}`, text: value });
  }
  if (bodyType !== 'none') texts.push({ key: 'body', text: request.body });
  // One composition for all, so that a variable of the same name never means two values.
  const separator = '\u0000';
  const whole = texts.flatMap(({ text }, row) => (row === 0 ? text : [separator, ...text]));
  const { template, wire } = mapping.fill(whole, ['body', 'after', 'error']);
  const [url = '', ...rest] = template.split(separator);
  for (const [row, { key }] of texts.slice(1).entries()) {
    if (key.startsWith('header ')) headers[key.slice(7)] = rest[row] ?? '';
  }
  const settings: JsonObject = {
    method: methods.has(method) ? method : 'GET',
    url,
    headers,
    bodyType,
    ...(bodyType === 'none' ? {} : { body: rest.at(-1) ?? '' }),
  };
  const part = mapping.add('http', settings);
  wire(part);
  mapping.offer('', part, 'body');
  mapping.accept('', part, 'after');
  return part;
}
