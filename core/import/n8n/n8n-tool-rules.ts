import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { listAt, objectAt, textAt } from '../json-access.ts';
import { addMcpServer } from '../mcp-server.ts';
import type { NodeMapping, RuleTable } from '../node-mapping.ts';
import { functionName } from '../tool-code.ts';
import { parameters } from './n8n-models.ts';

/** What tools that plug into an agent become. */
export const n8nToolRules: RuleTable = {
  toolCode: addCodeTool,
  toolHttpRequest: addHttpTool,
  httpRequestTool: addRequestTool,
  mcpClientTool: (mapping) => {
    const own = parameters(mapping.node);
    addMcpServer(mapping, {
      url: textAt(own, 'endpointUrl') || textAt(own, 'sseEndpoint'),
      tools: listAt(own, 'includeTools').map((name) => textAt(name)),
      isAuthenticated: !['', 'none'].includes(textAt(own, 'authentication')),
    });
  },
};

function offerTool(mapping: NodeMapping, kind: string, settings: JsonObject): void {
  const part = mapping.add(kind, settings);
  mapping.offer('ai_tool', part, 'tool');
  mapping.offer('', part, 'tool');
}

function addCodeTool(mapping: NodeMapping): void {
  const own = parameters(mapping.node);
  const language = textAt(own, 'language');
  if (language !== '' && language !== 'javaScript') {
    return mapping.giveUp('code_language', { language });
  }
  const code = textAt(own, 'jsCode');
  if (/\$(?:json|input|node|\()|\bthis\.|\brequire\(|\bfetch\(/.test(code)) {
    mapping.note('option_lost', { what: 'what the code uses of n8n' });
  }
  const description = textAt(own, 'description').replaceAll(/\s+/g, ' ').replaceAll('*/', '* /');
  const name = functionName(textAt(own, 'name') || mapping.node.title);
  offerTool(mapping, 'tool', {
    code: `/**\n * ${description || name}\n * @param {string} query What the model asks for.\n */\nfunction ${name}(query) {\n${code}\n}\n`,
  });
}

/** What the model fills in, by name. */
class Arguments {
  readonly properties: Record<string, JsonValue> = {};
  readonly required: string[] = [];

  add(name: string, type: string, description: string, isRequired = true): void {
    if (name === '' || name === '__proto__') return;
    const known = ['number', 'boolean', 'integer', 'object'].includes(type) ? type : 'string';
    this.properties[name] = { type: known, ...(description === '' ? {} : { description }) };
    if (isRequired && !this.required.includes(name)) this.required.push(name);
  }

  schema(): JsonObject {
    return { type: 'object', properties: this.properties, required: this.required };
  }
}

/** The older node: `{name}` in its address, and rows that say who fills them in. */
function addHttpTool(mapping: NodeMapping): void {
  const own = parameters(mapping.node);
  const filled = new Arguments();
  for (const row of listAt(own, 'placeholderDefinitions', 'values')) {
    filled.add(textAt(row, 'name'), textAt(row, 'type'), textAt(row, 'description'));
  }
  const query: string[] = [];
  for (const row of [
    ...listAt(own, 'parametersQuery', 'values'),
    ...listAt(own, 'parametersBody', 'values'),
  ]) {
    const name = textAt(row, 'name');
    const provider = textAt(row, 'valueProvider') || 'modelRequired';
    if (provider === 'fieldValue') {
      query.push(`${encodeURIComponent(name)}=${encodeURIComponent(textAt(row, 'value'))}`);
    } else filled.add(name, '', '', provider === 'modelRequired');
  }
  const address = textAt(own, 'url')
    .replace(/^=/, '')
    .replaceAll(/\{(\w{1,60})\}/g, (_all, name: string) => {
      if (!Object.hasOwn(filled.properties, name)) filled.add(name, '', '');
      return `{{${name}}}`;
    });
  const separator = address.includes('?') ? '&' : '?';
  addEndpoint(mapping, {
    description: textAt(own, 'toolDescription'),
    method: textAt(own, 'method'),
    url: query.length === 0 ? address : `${address}${separator}${query.join('&')}`,
    filled,
    headers: listAt(own, 'parametersHeaders', 'values'),
    authentication: textAt(own, 'authentication'),
  });
}

const fromModel =
  /\{?\{?\s*\$fromAI\(\s*['"`](\w{1,60})['"`]\s*(?:,\s*['"`]([^'"`]{0,500})['"`]\s*)?(?:,\s*['"`](\w{1,20})['"`]\s*)?\)\s*\}?\}?/g;

/** The newer node: an ordinary request whose values the model fills in where it says `$fromAI`. */
function addRequestTool(mapping: NodeMapping): void {
  const own = parameters(mapping.node);
  const filled = new Arguments();
  const read = (text: string): string =>
    text
      .replace(/^=/, '')
      .replaceAll(fromModel, (_all, name: string, description?: string, type?: string) => {
        filled.add(name, type ?? '', description ?? '');
        return `{{${name}}}`;
      });
  const url = read(textAt(own, 'url'));
  const query = listAt(own, 'queryParameters', 'parameters').map(
    (row) => `${encodeURIComponent(textAt(row, 'name'))}=${read(textAt(row, 'value'))}`,
  );
  read(textAt(own, 'jsonBody'));
  for (const row of listAt(own, 'bodyParameters', 'parameters')) read(textAt(row, 'value'));
  addEndpoint(mapping, {
    description: textAt(own, 'toolDescription'),
    method: textAt(own, 'method'),
    url: query.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}`,
    filled,
    headers: listAt(own, 'headerParameters', 'parameters'),
    authentication: textAt(own, 'authentication'),
  });
}

interface Endpoint {
  readonly description: string;
  readonly method: string;
  readonly url: string;
  readonly filled: Arguments;
  readonly headers: readonly JsonValue[];
  readonly authentication: string;
}

function addEndpoint(mapping: NodeMapping, endpoint: Endpoint): void {
  // What is still an expression would reach the address as it stands.
  if (/\{\{(?!\s*\w{1,60}\s*\}\})/.test(endpoint.url)) {
    return mapping.giveUp('expression_kept', { expression: endpoint.url });
  }
  const headers: Record<string, JsonValue> = {};
  for (const row of endpoint.headers) {
    const name = textAt(row, 'name');
    const secret = textAt(objectAt(row), 'value', '$secret');
    if (name === '' || name === '__proto__') continue;
    headers[name] = secret === '' ? textAt(row, 'value') : { $secret: secret };
  }
  const method = endpoint.method.toUpperCase();
  offerTool(mapping, 'http-tool', {
    name: functionName(mapping.node.title),
    description: endpoint.description || mapping.node.title,
    method: method === '' ? 'GET' : method,
    url: endpoint.url,
    parameters: endpoint.filled.schema(),
    headers,
  });
  if (!['', 'none'].includes(endpoint.authentication) && Object.keys(headers).length === 0) {
    mapping.note('option_lost', { what: 'the stored credential' });
  }
}
