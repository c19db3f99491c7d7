import type { JsonObject } from '../shared/json.ts';
import { textAt, valueAt, listAt } from './json-access.ts';
import type { JsonValue } from '../shared/json.ts';
import type { SourceText } from './map-text.ts';
import { modelSettings } from './model-choice.ts';
import type { ModelChoice } from './model-choice.ts';
import type { MappedPart, NodeMapping } from './node-mapping.ts';

/** One of the labels that a text may get. */
export interface SourceLabel {
  /** How wires name the way of this label there. */
  readonly handle: string;
  /** Its name there; often a whole sentence. */
  readonly name: string;
  readonly description: string;
}

interface TaskOptions {
  readonly choice: ModelChoice | undefined;
  /** What is read; nothing where a wire brings it. */
  readonly text: SourceText;
  readonly instructions: SourceText;
}

/** Adds a node that labels a text and sends it the way of its label. */
export function addClassify(
  mapping: NodeMapping,
  labels: readonly SourceLabel[],
  options: TaskOptions & { readonly otherwise?: string },
): MappedPart {
  const names = uniqueNames(
    labels.map(({ name }) => name),
    reservedLabels,
  );
  const part = addTask(mapping, 'classify', options, {
    labels: labels.map(({ name, description }, row) => {
      const label = names[row] ?? '';
      const words = [label === name ? '' : name, description].filter((text) => text.trim() !== '');
      return { name: label, description: words.join(': ') };
    }),
    hasOther: options.otherwise !== undefined || labels.length < 2,
  });
  for (const [row, { handle }] of labels.entries()) mapping.offer(handle, part, names[row] ?? '');
  if (options.otherwise !== undefined) mapping.offer(options.otherwise, part, 'other');
  mapping.offer('', part, 'label');
  mapping.offer('class_name', part, 'label');
  mapping.offer('category', part, 'label');
  return part;
}

/** Adds a node that takes values out of a text. Rows are `{ name, type, description, required, options }`. */
export function addExtract(
  mapping: NodeMapping,
  rows: readonly JsonValue[],
  options: TaskOptions & { readonly schema?: string | undefined },
): MappedPart {
  const originals = rows.map((row) => textAt(row, 'name')).filter((name) => name !== '');
  const names = uniqueNames(originals, reservedValues);
  const named = rows.filter((row) => textAt(row, 'name') !== '');
  const settings: JsonObject =
    options.schema === undefined
      ? { values: named.map((row, position) => wantedValue(row, names[position] ?? '')) }
      : { outputSchema: options.schema };
  const part = addTask(mapping, 'extract', options, settings);
  mapping.offer('', part, 'value');
  mapping.offer('output', part, 'value');
  if (options.schema === undefined) {
    for (const [position, original] of originals.entries()) {
      mapping.offer(original, part, names[position] ?? '');
    }
  }
  return part;
}

/** Adds a node that sums a text up. */
export function addSummarize(mapping: NodeMapping, options: TaskOptions): MappedPart {
  const part = addTask(mapping, 'summarize', options, {});
  mapping.offer('', part, 'text');
  return part;
}

function addTask(
  mapping: NodeMapping,
  kind: string,
  { choice, text, instructions }: TaskOptions,
  settings: JsonObject,
): MappedPart {
  if (choice === undefined) mapping.note('model_missing');
  const { template, wire } = mapping.fill(instructions, [
    'text',
    'messages',
    'attachments',
    'error',
  ]);
  const part = mapping.add(kind, {
    ...modelSettings(mapping, choice),
    ...(template.trim() === '' ? {} : { instructions: template }),
    ...settings,
  });
  wire(part);
  if (!mapping.feed(part, 'text', text, 'text')) mapping.accept('', part, 'text');
  return part;
}

const reservedLabels = ['other', 'label', 'confidence', 'error'];
const reservedValues = ['value', 'error'];

/** Names as outputs may have them: letters first, not too long, each one once. */
function uniqueNames(names: readonly string[], reserved: readonly string[]): readonly string[] {
  const taken = new Set(reserved);
  return names.map((name, row) => {
    // Ports are named in wires, where no space may stand.
    const clean = name
      .replaceAll(/[^\p{L}\p{N}_-]+/gu, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 40);
    const base = /^\p{L}/u.test(clean) ? clean : `label_${row + 1}`;
    let free = base;
    for (let number = 2; taken.has(free); number++) free = `${base}_${number}`;
    taken.add(free);
    return free;
  });
}

const valueTypes: Readonly<Record<string, string>> = {
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  bool: 'boolean',
  'array[string]': 'texts',
  'array[number]': 'numbers',
};

function wantedValue(row: JsonValue, name: string): JsonObject {
  const choices = listAt(row, 'options').map((option) => textAt(option));
  const usable = choices.filter((choice) => choice !== '');
  return {
    name,
    type: valueTypes[textAt(row, 'type').toLowerCase()] ?? 'text',
    description: textAt(row, 'description'),
    required: valueAt(row, 'required') === true,
    ...(usable.length === 0 ? {} : { choices: usable }),
  };
}
