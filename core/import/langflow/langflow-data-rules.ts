import { addConfiguredServer } from '../mcp-server.ts';
import { addHttp } from '../http-request.ts';
import { listAt, numberAt, objectAt, textAt, textsAt, valueAt } from '../json-access.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { addExtract } from '../model-tasks.ts';
import type { ModelChoice } from '../model-choice.ts';
import type { NodeMapping, RuleTable } from '../node-mapping.ts';

/** What components that work on texts and data become. */
export const langflowDataRules: RuleTable = {
  APIRequest: addRequest,
  MCPTools: (mapping) =>
    addConfiguredServer(mapping, objectAt(values(mapping), 'mcp_server', 'config')),
  SplitText: (mapping) => {
    const own = values(mapping);
    const size = Math.max(1, Math.round(numberAt(own, 'chunk_size') ?? 1000));
    const overlap = Math.max(0, Math.round(numberAt(own, 'chunk_overlap') ?? 200));
    const part = mapping.add('text', { work: 'chunk', size, overlap: Math.min(overlap, size - 1) });
    mapping.accept('data_inputs', part, 'text');
    mapping.offer('chunks', part, 'list');
    mapping.offer('dataframe', part, 'list');
    if (textAt(own, 'separator') !== '') mapping.note('option_lost', { what: 'the separator' });
  },
};

function values(mapping: NodeMapping): JsonObject {
  return objectAt(mapping.node.settings, 'values');
}

function addRequest(mapping: NodeMapping): void {
  const own = values(mapping);
  const urls = [...textsAt(own, 'urls'), textAt(own, 'url_input')].filter((url) => url !== '');
  const [url = ''] = urls;
  const headers = listAt(own, 'headers').map((row) => {
    const secret = textAt(row, 'value', '$secret');
    const value = secret === '' ? [textAt(row, 'value')] : { $secret: secret, prefix: '' };
    return [textAt(row, 'key'), value] as const;
  });
  const body = valueAt(own, 'body');
  const hasBody = Array.isArray(body) && body.length > 0;
  const part = addHttp(mapping, {
    method: textAt(own, 'method') || 'GET',
    url: [url],
    query: [],
    headers,
    bodyType: hasBody ? 'json' : 'none',
    body: hasBody ? [JSON.stringify(rowsOf(body as readonly JsonValue[]))] : [],
  });
  mapping.offer('data', part, 'body');
  if (urls.length > 1) mapping.note('option_lost', { what: 'further addresses' });
}

/** Rows of keys and values as one object. */
function rowsOf(rows: readonly JsonValue[]): JsonObject {
  return Object.fromEntries(
    rows.map((row): [string, JsonValue] => [textAt(row, 'key'), valueAt(row, 'value') ?? null]),
  );
}

const types: Readonly<Record<string, string>> = {
  int: 'integer',
  float: 'number',
  bool: 'boolean',
  str: 'string',
};

/** A component that has a model fill in a form. */
export function addStructuredOutput(mapping: NodeMapping, choice: ModelChoice | undefined): void {
  const own = values(mapping);
  const rows = listAt(own, 'output_schema').map((row): JsonObject => {
    const type = textAt(row, 'type');
    const isList = valueAt(row, 'multiple') === true || textAt(row, 'multiple') === 'True';
    const one = types[type] ?? 'string';
    return {
      name: textAt(row, 'name'),
      description: textAt(row, 'description'),
      type: isList ? `array[${one === 'string' ? 'string' : 'number'}]` : one,
      required: true,
    };
  });
  const part = addExtract(mapping, rows, {
    choice,
    text: [],
    instructions: [textAt(own, 'system_prompt')],
  });
  mapping.accepts.delete('');
  mapping.accept('input_value', part, 'text');
  for (const field of ['structured_output', 'dataframe_output'])
    mapping.offer(field, part, 'value');
  mapping.consume('llm');
  mapping.consume('model');
}
