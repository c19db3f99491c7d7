import { listVariables } from '../model/template.ts';
import type { Reference } from './source-graph.ts';

/** A value inside a text, and what its variable is called if that name is free. */
export interface TextReference {
  readonly ref: Reference;
  readonly name: string;
}

/** A text of another program, cut into what stands there and what is filled in. */
export type SourceText = readonly (string | TextReference)[];

/** A text as a template of ours. */
export interface MappedText {
  readonly template: string;
  /** Its variables, each with the value it stands for. */
  readonly variables: readonly TextReference[];
  /** Set when the text is nothing but one value. */
  readonly lone?: Reference;
  /** Whether braces had to be spaced out, so that plain text is not read as a variable. */
  readonly hasChangedBraces: boolean;
}

/** Cuts a text at the matches of a pattern; what `read` does not know stays text. */
export function cutText(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => TextReference | string | undefined,
): SourceText {
  const parts: (string | TextReference)[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const part = read(match);
    if (part === undefined) continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(part);
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** Writes a text as a template; `taken` are names that its variables must not have. */
export function composeTemplate(text: SourceText, taken: readonly string[] = []): MappedText {
  const names = new Map<string, TextReference>();
  const byReference = new Map<string, string>();
  let template = '';
  let hasChangedBraces = false;
  for (const part of text) {
    if (typeof part === 'string') {
      const plain = spaceBraces(part);
      hasChangedBraces ||= plain !== part;
      template += plain;
      continue;
    }
    const key = JSON.stringify([part.ref.node, part.ref.field]);
    const name = byReference.get(key) ?? freeName(part.name, [...names.keys(), ...taken]);
    byReference.set(key, name);
    names.set(name, { ...part, name });
    template += `{{${name}}}`;
  }
  const filled = text.filter((part) => typeof part !== 'string' || part.trim() !== '');
  const [only] = filled;
  const lone = filled.length === 1 && typeof only === 'object' ? only.ref : undefined;
  return {
    template,
    variables: [...names.values()],
    hasChangedBraces,
    ...(lone === undefined ? {} : { lone }),
  };
}

function spaceBraces(text: string): string {
  if (listVariables(text).length === 0) return text;
  return text.replaceAll('{{', '{ {').replaceAll('}}', '} }');
}

function freeName(wanted: string, taken: readonly string[]): string {
  const base = variableName(wanted);
  let name = base;
  for (let number = 2; taken.includes(name); number++) name = `${base}_${number}`;
  return name;
}

/** A text as the name of a variable: letters, digits and underscores, not beginning with a digit. */
export function variableName(text: string): string {
  const word = text
    .trim()
    .replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 40);
  if (word === '') return 'value';
  return /^\p{N}/u.test(word) ? `_${word}` : word;
}

/** Whether nothing stands in a text. */
export function isEmptyText(text: SourceText): boolean {
  return text.every((part) => typeof part === 'string' && part.trim() === '');
}
