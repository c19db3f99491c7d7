import { baseFields } from '../../core/module/base-settings.ts';
import type { Field } from '../../core/model/field.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { Port } from '../../core/model/port.ts';

/** The file names of example flows by kind. */
export type ExamplesByKind = ReadonlyMap<string, string>;

/** The part of docs/kinds.md that follows from a kind itself: between two comments, so that it can be written anew. */
export function describeKind(descriptor: KindDescriptor, examples: ExamplesByKind): string {
  const base = new Set(baseFields.map(({ key }) => key));
  const own = descriptor.fields.filter(({ key }) => !base.has(key));
  const lines = [
    openingOf(descriptor.kind),
    '',
    descriptor.description,
    '',
    `- Kind: \`${descriptor.kind}\``,
    `- Inputs:${listPorts(descriptor.ports.inputs)}`,
    `- Outputs:${listPorts(descriptor.ports.outputs)}`,
    ...describeInside(descriptor),
    ...describeReach(descriptor),
    ...describeExample(examples.get(descriptor.kind)),
    '',
    ...(own.length === 0
      ? ['It has no settings of its own.', '']
      : describeFields(own, descriptor)),
    closing,
  ];
  return lines.join('\n');
}

/** The comment that a kind's part begins with. */
export function openingOf(kind: string): string {
  return `<!-- kind: ${kind} -->`;
}

/** The comment that a kind's part ends with. */
export const closing = '<!-- end -->';

/** In a row, or below each other where they have something to say. */
function listPorts(ports: readonly Port[]): string {
  if (ports.length === 0) return ' none';
  const isList = ports.some(({ description }) => description !== undefined);
  const written = ports.map(({ id, type, required, multiple, description }) => {
    const notes = [
      type,
      ...(required === true ? ['needed'] : []),
      ...(multiple === true ? ['any number of wires'] : []),
    ];
    const said = description === undefined ? '' : `: ${description}`;
    return `${isList ? '\n  - ' : ''}\`${id}\` (${notes.join(', ')})${said}`;
  });
  return isList ? written.join('') : ` ${written.join(', ')}`;
}

function describeInside({ ports }: KindDescriptor): readonly string[] {
  if (ports.inner === undefined) return [];
  return [
    `- Inside, it gives:${listPorts(ports.inner.outputs)}`,
    `- Inside, it takes:${listPorts(ports.inner.inputs)}`,
  ];
}

function describeReach({ capabilities }: KindDescriptor): readonly string[] {
  return capabilities.length === 0 ? [] : [`- Reaches: ${capabilities.join(', ')}`];
}

function describeExample(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [`- Example: [${name}](../examples/${name})`];
}

function describeFields(fields: readonly Field[], { defaultSettings }: KindDescriptor): string[] {
  return [
    '| Setting | Meaning | Default |',
    '| --- | --- | --- |',
    ...fields.map(
      (field) =>
        `| \`${field.key}\` | ${escapeCell(meaningOf(field))} | ${codeCell(defaultSettings[field.key])} |`,
    ),
    '',
  ];
}

function meaningOf(field: Field): string {
  const options =
    field.type === 'select'
      ? ` One of ${field.options.map(({ value }) => (value === '' ? 'nothing' : `\`${value}\``)).join(', ')}.`
      : '';
  const unit = field.type === 'number' && field.unit !== undefined ? `, in ${field.unit}` : '';
  const help = field.help === undefined ? '' : ` ${field.help}`;
  return `${field.label}${unit}.${help}${options}`;
}

function codeCell(value: unknown): string {
  if (value === undefined || value === '') return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.length > 60 || text.includes('\n') ? 'a starting point' : `\`${text}\``;
  return escapeCell(line);
}

function escapeCell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}
