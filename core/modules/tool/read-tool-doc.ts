import type { parse as parseComments } from 'comment-parser';
import { parse } from 'comment-parser';
import type { CodePlace } from './tool-finding.ts';

type Tag = ReturnType<typeof parseComments>[number]['tags'][number];
type Line = Tag['source'][number];
type Problem = Tag['problems'][number];

/** One `@param` of a JSDoc comment. */
export interface DocParameter {
  /** As written: `city`, or `options.city` for a field of a parameter. */
  readonly name: string;
  /** The type expression, '' when there is none. */
  readonly type: string;
  readonly description: string;
  readonly optional: boolean;
  /** The text behind `=` in `[name=…]`. */
  readonly defaultText?: string;
  readonly place: CodePlace;
}

/** What a JSDoc comment says of a function. */
export interface ToolDoc {
  readonly description: string;
  readonly parameters: readonly DocParameter[];
  /** Places of `@param` tags that cannot be read, with the reason. */
  readonly problems: readonly { readonly reason: string; readonly place: CodePlace }[];
}

/** Reads a JSDoc comment that begins at this place of the code. */
export function readToolDoc(text: string, start: CodePlace): ToolDoc {
  const [block] = parse(text, { startLine: start.line });
  if (block === undefined) return { description: '', parameters: [], problems: [] };
  const parameters: DocParameter[] = [];
  const problems: { reason: string; place: CodePlace }[] = [];
  let { description } = block;
  for (const tag of block.tags) {
    const place = placeOfTag(tag.source[0], start);
    if (/^desc(ription)?$/.test(tag.tag)) {
      description = [description, tag.name, tag.description]
        .filter((part) => part !== '')
        .join(' ');
    }
    if (!/^(param|arg|argument)$/.test(tag.tag)) continue;
    const name = tag.name.replace(/[:,]$/, '');
    const [problem] = tag.problems;
    if (problem !== undefined || name === '') {
      problems.push({ reason: explainProblem(problem?.code), place });
      continue;
    }
    parameters.push({
      name,
      type: tag.type.trim(),
      description: tag.description.replace(/^[-–—:]\s*/, '').trim(),
      optional: tag.optional,
      ...(tag.default === undefined ? {} : { defaultText: tag.default }),
      place,
    });
  }
  return { description: description.trim(), parameters, problems };
}

function placeOfTag(line: Line | undefined, start: CodePlace): CodePlace {
  if (line === undefined) return start;
  // The comment's first line is cut off at its start, the others are whole.
  const before = line.number === start.line ? start.column - 1 : 0;
  return { line: line.number, column: before + line.source.indexOf('@') + 1 };
}

function explainProblem(code: Problem['code'] | undefined): string {
  switch (code) {
    case 'spec:type:unpaired-curlies':
      return 'a brace of its type is not closed';
    case 'spec:name:unpaired-brackets':
      return 'a square bracket of its name is not closed';
    case 'spec:name:invalid-default':
    case 'spec:name:empty-default':
      return 'its default value is missing';
    default:
      return 'its name is missing';
  }
}
