import type { JsonObject } from '../../shared/json.ts';
import { objectAt, textAt, valueAt } from '../json-access.ts';
import type { NodeMapping } from '../node-mapping.ts';
import { functionName, writeTool } from '../tool-code.ts';

/** A tool whose code stands in the file; most only name one that is stored in Flowise. */
export function addCustomTool(mapping: NodeMapping): void {
  const own = objectAt(mapping.node.settings, 'inputs');
  const code = textAt(own, 'customToolFunc') || textAt(own, 'func');
  if (code === '') return mapping.giveUp('kind_missing');
  const name = textAt(own, 'customToolName') || textAt(own, 'name') || mapping.node.title;
  const schema = schemaOf(textAt(own, 'customToolSchema') || textAt(own, 'schema'));
  const names = Object.keys(objectAt(schema, 'properties')).map(
    (key) => `  const $${key} = ${key};`,
  );
  const body = [...names, code].join('\n');
  const description = textAt(own, 'customToolDesc') || textAt(own, 'description');
  if (/\brequire\(|\bfetch\(|\bawait\b|\$vars|\$flow/.test(code)) {
    mapping.note('option_lost', { what: 'what the code uses of Flowise' });
  }
  const part = mapping.add('tool', {
    code: writeTool(functionName(name), description, schema, body),
  });
  mapping.offer('', part, 'tool');
}

/** Rows of `{ property, description, type, required }` as a JSON schema. */
function schemaOf(text: string): JsonObject {
  try {
    const rows = JSON.parse(text) as JsonObject;
    const list = Array.isArray(rows) ? (rows as readonly JsonObject[]) : [];
    const properties = Object.fromEntries(
      list
        .filter((row) => textAt(row, 'property') !== '')
        .map((row) => [
          textAt(row, 'property'),
          { type: textAt(row, 'type') || 'string', description: textAt(row, 'description') },
        ]),
    );
    const required = list
      .filter((row) => valueAt(row, 'required') === true)
      .map((row) => textAt(row, 'property'));
    return { type: 'object', properties, required };
  } catch {
    return {};
  }
}
