import type { JsonValue } from '../shared/json.ts';
import {
  compareLines,
  isLineWise,
  shortenLines,
  writeValue,
  type ComparedLine,
} from './compare-lines.ts';
import type { FlowDifference, ValueChange } from './flow-difference.ts';

interface DescribeOptions {
  /** Leaves out what was only moved. */
  readonly ignoreLayout?: boolean;
}

const marks: Readonly<Record<ComparedLine['change'], string>> = {
  same: ' ',
  added: '+',
  removed: '-',
};

/** What is different as lines of plain text: `+` came in, `-` went away, `~` is set otherwise. No line holds a control character. */
export function describeDifference(
  difference: FlowDifference,
  options: DescribeOptions = {},
): readonly string[] {
  return describe(difference, options, '').map(clean);
}

/** The name of a changed value: its keys without the word that all settings begin with. */
function nameValue({ path }: Pick<ValueChange, 'path'>): string {
  const [first, ...rest] = path;
  return (first === 'settings' && rest.length > 0 ? rest : path).join('.');
}

function describe(
  difference: FlowDifference,
  options: DescribeOptions,
  within: string,
): readonly string[] {
  const { flow, added, removed, changed, moved, addedEdges, removedEdges, reordered } = difference;
  const title = (name: string, nodeId: string): string =>
    `${within}${name === '' ? nodeId : clean(name)}`;
  const lines: string[] = [];
  if (flow.length > 0) {
    lines.push(within === '' ? '~ the flow itself' : `~ ${within}the flow itself`);
    lines.push(...flow.flatMap(describeValue));
  }
  for (const { nodeId, node } of added) lines.push(`+ ${title(node.title, nodeId)} (${node.kind})`);
  for (const { nodeId, node } of removed)
    lines.push(`- ${title(node.title, nodeId)} (${node.kind})`);
  for (const { nodeId, title: name, values, held } of changed) {
    if (values.length > 0) lines.push(`~ ${title(name, nodeId)}`, ...values.flatMap(describeValue));
    if (held !== undefined) lines.push(...describe(held, options, `${title(name, nodeId)} › `));
  }
  for (const { name } of addedEdges) lines.push(`+ wire ${within}${name}`);
  for (const { name } of removedEdges) lines.push(`- wire ${within}${name}`);
  if (reordered) lines.push(`~ ${within}order of the wires`);
  if (options.ignoreLayout === true) return lines;
  const names = moved.filter(({ only }) => only).map((node) => clean(node.title) || node.nodeId);
  if (names.length > 0) lines.push(`${within}only moved: ${names.join(', ')}`);
  return lines;
}

function describeValue(change: ValueChange): readonly string[] {
  const { before, after } = change;
  const name = nameValue(change);
  if (!isLineWise(before, after)) return [`    ${name}: ${write(before)} → ${write(after)}`];
  const lines = shortenLines(compareLines(writeValue(before), writeValue(after)));
  return [
    `    ${name}:`,
    ...lines.map((line) =>
      line === 'gap' ? '      …' : `      ${marks[line.change]} ${line.text}`,
    ),
  ];
}

function write(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** Names and texts come from files of anybody: they must neither drive a terminal nor fake a line. */
function clean(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
