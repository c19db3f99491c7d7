import fc from 'fast-check';
import type { ToolSpec } from '../../../core/contracts/chat.ts';
import { isJsonObject } from '../../../core/shared/json.ts';
import type { JsonObject, JsonValue } from '../../../core/shared/json.ts';
import { listTextMarkers } from '../../../core/stream/cases/format-scraps.ts';
import type { ToolFormat } from '../../../core/stream/formats/tool-format.ts';
import type { WritableCall } from '../../../core/stream/formats/write-calls.ts';
import { createTool } from './sieve-run.ts';

/** Whether text may be kept back that is no beginning of a marker. */
export function mayHoldText(format: ToolFormat): boolean {
  const isBare = format.calls.some((syntax) => syntax.bare !== undefined);
  return isBare || format.segments !== undefined || format.wrappers !== undefined;
}

/** Text that holds no marker, but many beginnings of markers. */
export function withoutMarkers(format: ToolFormat): fc.Arbitrary<string> {
  const markers = listTextMarkers(format);
  const fragment = fc
    .constantFrom(...markers)
    .chain((marker) => fc.nat(marker.length - 1).map((length) => marker.slice(0, length)));
  const scrap = fc.constantFrom(' ', '\n', '✿', '<', '{', '[', '{"name":', 'g(', '</');
  // The output of a format with segments begins with a header: a colon cannot be part of one.
  const start = format.segments === undefined ? '' : 'So: ';
  return fc
    .array(fc.oneof(fragment, fc.string({ unit: 'binary' }), scrap))
    .map((pieces) => start + pieces.join(''))
    .filter((text) => !markers.some((marker) => text.includes(marker)));
}

const word = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
const trap = fc.constantFrom(
  '</tool_call>',
  '<|action_end|>',
  '✿FUNCTION✿: x',
  ']',
  '}',
  ')',
  '"',
  "'",
  '\\',
  '\n',
  'line\nline\n',
  '[1]',
  'true',
  '12',
);

/** Arguments that the format can write: where keys or strings stand bare, no more than those allow. */
function argumentsFor(format: ToolFormat): fc.Arbitrary<JsonObject> {
  const syntax = format.calls[0];
  const isBraces = syntax?.body === 'expression' && syntax.style === 'braces';
  const hasPlainKeys = syntax?.body === 'expression' || syntax?.body === 'parameters';
  const key = hasPlainKeys
    ? word
    : fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('name', 'arguments', '__proto__'));
  const scalar = fc.oneof(fc.string({ unit: 'grapheme' }), trap, fc.integer(), fc.boolean());
  const value: fc.Arbitrary<unknown> = isBraces
    ? fc.oneof(scalar, fc.array(scalar), fc.dictionary(word, scalar))
    : fc.oneof(fc.jsonValue(), trap);
  return fc
    .dictionary(key, value)
    .map((values) => JSON.parse(JSON.stringify(values)) as JsonObject);
}

/** Calls of different tools. */
export function callsFor(format: ToolFormat, most: number): fc.Arbitrary<WritableCall[]> {
  const one = fc.record({
    name: fc.stringMatching(/^[a-z][a-z_.-]{0,12}$/),
    arguments: argumentsFor(format),
  });
  return fc.uniqueArray(one, { maxLength: most, selector: ({ name }) => name });
}

/** Tools whose schemas fit these calls. */
export function toolsFor(calls: readonly WritableCall[]): readonly ToolSpec[] {
  return calls.map((call) =>
    createTool(
      call.name,
      Object.fromEntries(
        Object.entries(call.arguments).map(([key, value]) => [key, { type: typeOf(value) }]),
      ),
    ),
  );
}

function typeOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  return isJsonObject(value) ? 'object' : typeof value;
}
