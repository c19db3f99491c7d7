import { diffArrays } from 'diff';
import { stringifySorted, type JsonValue } from '../shared/json.ts';

/** A line of a text that was compared with another. */
export interface ComparedLine {
  readonly change: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The most lines that are looked at to find a short way from one text to the other; beyond it one takes the other's place. */
const mostEdits = 500;
/** Unchanged lines that stand beside a changed one. */
const contextLines = 3;

/** Two texts line by line: what was removed stands before what came in its place. */
export function compareLines(before: string, after: string): readonly ComparedLine[] {
  const [was, is] = [before.split('\n'), after.split('\n')];
  // Lines without their breaks: a text that goes on has the same lines as before, and more.
  const parts = diffArrays(was, is, { maxEditLength: mostEdits }) ?? [
    { value: was, added: false, removed: true },
    { value: is, added: true, removed: false },
  ];
  return parts.flatMap(({ value, added, removed }) => {
    const change = added ? 'added' : removed ? 'removed' : 'same';
    return value.map((text) => ({ change, text }) as const);
  });
}

/** The same without the unchanged lines that are far from a change; `gap` stands where lines were left out. */
export function shortenLines(lines: readonly ComparedLine[]): readonly (ComparedLine | 'gap')[] {
  const near = new Set<number>();
  for (const [at, { change }] of lines.entries()) {
    if (change === 'same') continue;
    for (let one = at - contextLines; one <= at + contextLines; one += 1) near.add(one);
  }
  const shown: (ComparedLine | 'gap')[] = [];
  for (const [at, line] of lines.entries()) {
    if (near.has(at)) shown.push(line);
    else if (shown.at(-1) !== 'gap') shown.push('gap');
  }
  return shown;
}

/** Whether two values are told apart better line by line than beside each other. */
export function isLineWise(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return [before, after].some((value) =>
    typeof value === 'string' ? value.includes('\n') : typeof value === 'object' && value !== null,
  );
}

/** A value as the text that is compared: a string as it is, everything else as JSON with sorted keys. */
export function writeValue(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : stringifySorted(value);
}
