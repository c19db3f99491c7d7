import type { ToolSpec } from '../../contracts/chat.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { findValues, spellingsOf } from './find-values.ts';
import { readEntities } from './read-entities.ts';
import type { Entity } from './read-entities.ts';
import { assignNumbers } from './assign-numbers.ts';
import { readNumbers } from './read-numbers.ts';
import { readDate, readExpression, readAddress, readPhrase } from './read-phrases.ts';
import { readProperties, readSlots } from './read-slots.ts';
import type { Slot } from './read-slots.ts';
import { splitIdentifier, wordsOf } from './words.ts';

/** The part of a question that a tool answers, and the whole question for what is missing in the part. */
export interface Asked {
  readonly part: string;
  readonly whole: string;
}

/** The arguments of one or, where a question names several things, more parallel calls; or the parameter it lacks. */
export type FilledCalls =
  | { readonly arguments: readonly JsonObject[] }
  | { readonly missing: string };

/** Takes the arguments of a tool from a question. */
export function fillArguments(tool: ToolSpec, asked: Asked): FilledCalls {
  const slots = readSlots(tool);
  const ignored = ignoredWords(tool, slots);
  const found = readEntities(asked.part, ignored);
  const entities = found.length > 0 ? found : readEntities(asked.whole, ignored);
  const ends = assignEnds(slots, entities, asked.part);
  const free = entities.filter((entity) => !ends.used.has(entity));
  const numbers = assignNumbers(slots, readNumbers(asked.part), readNumbers(asked.whole));
  const common: Record<string, JsonValue> = {};
  for (const slot of slots) {
    const value =
      ends.values.get(slot.name) ?? numbers.get(slot.name) ?? fillPlain(slot, asked, free);
    if (value !== undefined) common[slot.name] = value;
  }
  const variants = spreadEntities(slots, free, common);
  const calls = variants.map((variant) => inOrder(slots, { ...common, ...variant }));
  const missing = slots.find(
    (slot) => slot.required && calls.some((call) => call[slot.name] === undefined),
  );
  return missing === undefined ? { arguments: calls } : { missing: missing.name };
}

/** Everything but numbers, entities and the two ends of a way. */
function fillPlain(slot: Slot, asked: Asked, entities: readonly Entity[]): JsonValue | undefined {
  const fallback = slot.schema.default;
  switch (slot.kind) {
    case 'enum':
      return (
        findValues(asked.part, slot.values)[0]?.value ??
        findValues(asked.whole, slot.values)[0]?.value ??
        fallback ??
        (slot.required ? slot.values[0] : undefined)
      );
    case 'boolean':
      return fallback ?? (slot.required ? mentions(asked.whole, slot) : undefined);
    case 'list':
      return fillList(slot, asked, entities);
    case 'object':
      return slot.required ? fillObject(slot.schema, asked, entities) : fallback;
    case 'phrase':
      return slot.required ? readPhrase(asked) : fallback;
    case 'expression':
      return readExpression(asked.part) ?? fallback;
    case 'date':
      return readDate(asked.part) ?? fallback ?? (slot.required ? 'today' : undefined);
    case 'address':
      return readAddress(asked.whole) ?? fallback;
    case 'entity':
      return (
        fallback ??
        (slot.required && entities.length === 0 ? readNumericName(asked.part) : undefined)
      );
    case 'number':
      return fallback;
    default:
      return assertNever(slot.kind, 'slot kind');
  }
}

/** Something that is named by a number, such as order 58213. */
function readNumericName(text: string): string | undefined {
  return /\d+/.exec(text)?.[0];
}

function fillList(slot: Slot, asked: Asked, entities: readonly Entity[]): JsonValue | undefined {
  const items = isJsonObject(slot.schema.items) ? slot.schema.items : {};
  if (Array.isArray(items.enum)) {
    const found = findValues(asked.whole, items.enum).map((mention) => mention.value);
    return found.length > 0 ? found : slot.schema.default;
  }
  const isNumeric = items.type === 'number' || items.type === 'integer';
  const found = isNumeric
    ? readNumbers(asked.part).map((mention) => mention.value)
    : entities.map((entity) => entity.text);
  return found.length > 0 ? found : slot.schema.default;
}

function fillObject(schema: JsonObject, asked: Asked, entities: readonly Entity[]): JsonObject {
  const slots = readProperties(schema);
  const numbers = assignNumbers(slots, readNumbers(asked.part), readNumbers(asked.whole));
  const filled: Record<string, JsonValue> = {};
  const names = [...entities];
  for (const slot of slots) {
    const value =
      numbers.get(slot.name) ??
      (slot.kind === 'entity' ? names.shift()?.text : undefined) ??
      fillPlain(slot, asked, entities);
    if (value !== undefined) filled[slot.name] = value;
  }
  return filled;
}

interface AssignedEnds {
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly used: ReadonlySet<Entity>;
}

const toWords = new Set(['to', 'into', 'in', 'as']);

/** Fills parameters such as `from` and `to`: by the word before, else by order. */
function assignEnds(
  slots: readonly Slot[],
  entities: readonly Entity[],
  text: string,
): AssignedEnds {
  const values = new Map<string, JsonValue>();
  const used = new Set<Entity>();
  const ends = slots.filter(
    (slot) => slot.end !== undefined && (slot.kind === 'entity' || slot.kind === 'enum'),
  );
  for (const slot of ends.toSorted((a, b) => (a.end === b.end ? 0 : a.end === 'to' ? -1 : 1))) {
    const isTo = slot.end === 'to';
    if (slot.kind === 'enum') {
      const found = findValues(text, slot.values);
      const fitting = found.find((mention) => toWords.has(mention.before) === isTo) ?? found[0];
      if (fitting !== undefined) values.set(slot.name, fitting.value);
      continue;
    }
    const free = entities.filter((entity) => !used.has(entity));
    const named = free.find((entity) =>
      isTo ? toWords.has(entity.before) : entity.before === 'from',
    );
    const entity = named ?? (isTo && ends.length > 1 ? free[1] : free[0]);
    if (entity === undefined) continue;
    values.set(slot.name, entity.text);
    used.add(entity);
  }
  const lacksFrom = ends.find((slot) => slot.end === 'from' && !values.has(slot.name));
  const amountUnit = readNumbers(text)[0]?.after;
  // "100 dollars to euros": the unit of the amount is where it starts from.
  if (lacksFrom !== undefined && amountUnit) values.set(lacksFrom.name, amountUnit);
  return { values, used };
}

/** One set of arguments per call: each entity its own, or in groups where a tool needs several. */
function spreadEntities(
  slots: readonly Slot[],
  entities: readonly Entity[],
  common: Readonly<Record<string, JsonValue>>,
): readonly JsonObject[] {
  const open = slots.filter((slot) => slot.kind === 'entity' && slot.end === undefined);
  const required = open.filter((slot) => slot.required);
  const wanted = required.length > 0 ? required : open.slice(0, 1);
  if (wanted.length === 0 || entities.length === 0) return [{}];
  const codes = entities.filter((entity) => /^[A-Z0-9.]{2,6}$/.test(entity.text));
  const fitting = wanted.some((slot) => slot.isCode) && codes.length > 0 ? codes : entities;
  if (wanted.length === 1) {
    const [slot] = wanted;
    return fitting.map((entity) => (slot === undefined ? {} : { [slot.name]: entity.text }));
  }
  const groupCount = Math.max(1, Math.floor(fitting.length / wanted.length));
  return Array.from({ length: groupCount }, (_, group) =>
    assignGroup(wanted, fitting.slice(group * wanted.length, (group + 1) * wanted.length), common),
  );
}

function assignGroup(
  slots: readonly Slot[],
  entities: readonly Entity[],
  common: Readonly<Record<string, JsonValue>>,
): JsonObject {
  const rest = [...entities];
  const values: Record<string, JsonValue> = {};
  for (const slot of slots.toSorted((a, b) => Number(b.isPlace) - Number(a.isPlace))) {
    const placed = slot.isPlace
      ? rest.findIndex((entity) => /^(in|at|near)$/.test(entity.before))
      : 0;
    const [entity] = rest.splice(Math.max(0, placed), 1);
    const value = entity?.text ?? common[slot.name];
    if (value !== undefined) values[slot.name] = value;
  }
  return values;
}

function inOrder(slots: readonly Slot[], values: JsonObject): JsonObject {
  return Object.fromEntries(
    slots
      .filter((slot) => values[slot.name] !== undefined)
      .map((slot) => [slot.name, values[slot.name]]),
  );
}

function mentions(text: string, slot: Slot): boolean {
  const words = new Set(wordsOf(text));
  return splitIdentifier(slot.name).some((word) => word !== 'is' && words.has(word));
}

/** The tool's own words and values: capitalised at the start of a question, they still name nothing. */
function ignoredWords(tool: ToolSpec, slots: readonly Slot[]): ReadonlySet<string> {
  // Words with a capital in the description are examples such as "Paris".
  const described = tool.description.match(/\b[a-z]+\b/g) ?? [];
  return new Set([
    ...splitIdentifier(tool.name),
    ...tool.name.toLowerCase().split(/\s/),
    ...described,
    ...slots.flatMap((slot) => [...splitIdentifier(slot.name), ...spellingsOf(slot.values)]),
  ]);
}
