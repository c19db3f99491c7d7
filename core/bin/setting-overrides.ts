import { closest } from 'fastest-levenshtein';
import { applyEdits, modify } from 'jsonc-parser';
import type { FlowDocument } from '../model/flow-document.ts';
import type { KindDescriptor } from '../model/kind-descriptor.ts';
import { MillraceError } from '../shared/errors.ts';
import { isJsonObject } from '../shared/json.ts';
import type { JsonValue } from '../shared/json.ts';

interface Assignment {
  readonly nodeId: string;
  readonly setting: string;
  readonly value: string;
}

/**
 * The text of a flow with `node.setting=value` assignments carried out. Throws `invalid_argument`, `unknown_node`,
 * `ambiguous_node` or `unknown_setting`, the unknown ones with the nearest name.
 */
export function applySettings(
  text: string,
  document: FlowDocument,
  kinds: readonly KindDescriptor[],
  assignments: readonly string[],
): string {
  return assignments.reduce((edited, given) => {
    const { nodeId, setting, value } = parseAssignment(given, document);
    const kind = kinds.find((candidate) => candidate.kind === document.nodes[nodeId]?.kind);
    if (kind !== undefined) checkSetting(setting, kind, document.nodes[nodeId]?.title ?? nodeId);
    const path = ['nodes', nodeId, 'settings', setting];
    const formattingOptions = { insertSpaces: true, tabSize: 2 };
    const parsed = parseValue(value, kind, setting);
    return applyEdits(edited, modify(edited, path, parsed, { formattingOptions }));
  }, text);
}

function parseAssignment(given: string, document: FlowDocument): Assignment {
  // Titles may hold dots, spaces and equals signs: the longest known name that fits is meant.
  const named = Object.entries(document.nodes)
    .flatMap(([nodeId, { title }]) => [
      { nodeId, name: nodeId },
      { nodeId, name: title },
    ])
    .filter(({ name }) => name !== '' && given.startsWith(`${name}.`))
    .toSorted((a, b) => b.name.length - a.name.length);
  const best = named[0];
  if (best === undefined) throw unknownNode(given, document);
  const rest = given.slice(best.name.length + 1);
  const equals = rest.indexOf('=');
  if (equals < 1) throw malformed(given);
  const rivals = new Set(
    named.filter(({ name }) => name === best.name).map(({ nodeId }) => nodeId),
  );
  if (rivals.size > 1 && !Object.hasOwn(document.nodes, best.name)) {
    throw new MillraceError(
      'ambiguous_node',
      `${rivals.size} nodes have the title "${best.name}".`,
      { action: `Use one of their ids: ${[...rivals].join(', ')}.` },
    );
  }
  // An id is exact, so it wins over another node's equal title.
  const nodeId = Object.hasOwn(document.nodes, best.name) ? best.name : best.nodeId;
  return { nodeId, setting: rest.slice(0, equals), value: rest.slice(equals + 1) };
}

function checkSetting(setting: string, kind: KindDescriptor, title: string): void {
  const known = Object.keys(propertiesOf(kind));
  if (known.includes(setting)) return;
  throw new MillraceError('unknown_setting', `The node "${title}" has no setting "${setting}".`, {
    action: suggest(setting, known),
  });
}

/** JSON where it is JSON, else text; a setting that is text stays text even if it looks like a number. */
function parseValue(value: string, kind: KindDescriptor | undefined, setting: string): JsonValue {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(value) as JsonValue;
  } catch {
    return value;
  }
  const schema = kind === undefined ? undefined : propertiesOf(kind)[setting];
  const isText = isJsonObject(schema) && schema['type'] === 'string';
  return isText && typeof parsed !== 'string' ? value : parsed;
}

function propertiesOf(kind: KindDescriptor): Readonly<Record<string, JsonValue | undefined>> {
  const { properties } = kind.settingsSchema;
  return isJsonObject(properties)
    ? properties
    : Object.fromEntries(kind.fields.map((field) => [field.key, null]));
}

function unknownNode(given: string, document: FlowDocument): MillraceError {
  const target = given.split('=', 1)[0] ?? given;
  const dot = target.lastIndexOf('.');
  if (dot < 1) return malformed(given);
  const name = target.slice(0, dot);
  const names = Object.entries(document.nodes).flatMap(([id, { title }]) => [title, id]);
  return new MillraceError('unknown_node', `The flow has no node "${name}".`, {
    action: suggest(
      name,
      names.filter((known) => known !== ''),
    ),
  });
}

function malformed(given: string): MillraceError {
  return new MillraceError(
    'invalid_argument',
    `"${given}" is not of the form node.setting=value.`,
    {
      action: 'Write, for example, --set "My model.temperature=0.2".',
    },
  );
}

/** One sentence with the nearest of the known names. */
export function suggest(name: string, known: readonly string[]): string {
  return known.length === 0 ? 'There is none.' : `Did you mean "${closest(name, known)}"?`;
}
