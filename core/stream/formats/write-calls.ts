import { assertNever } from '../../shared/assert-never.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { CallSyntax, JsonCallSyntax, ParameterCallSyntax, ToolFormat } from './tool-format.ts';
import { writeExpression } from './write-expression.ts';

/** A call to be written: what the sieve reads back as a tool call. */
export interface WritableCall {
  /** Without white space, brackets or quotes. */
  readonly name: string;
  /** For formats of tagged parameters and expressions: keys that are plain words, no marker inside a string. */
  readonly arguments: JsonObject;
}

/** Writes calls as raw text, the way a model of this format does; '' for no calls. */
export function writeCalls(format: ToolFormat, calls: readonly WritableCall[]): string {
  if (calls.length === 0) return '';
  const { segments, section } = format;
  if (segments !== undefined) {
    const end = segments.close[0] ?? '';
    return calls
      .map(({ name, arguments: given }) => {
        return segments.callHeader.replace('{name}', () => name) + JSON.stringify(given) + end;
      })
      .join('');
  }
  const groups = groupBySyntax(format, calls);
  const written = groups.map((group) => writeGroup(group.syntax, group.calls)).join('\n');
  if (section === undefined) return written;
  return `${section.open[0] ?? ''}\n${written}\n${section.close[0] ?? ''}`;
}

/**
 * Writes a whole answer as raw text: text, then calls. `isReasoningApart` tells that the reasoning was sent before, in a
 * field of its own; else a format whose prompts open the reasoning gets its closing marker first.
 */
export function writeAnswer(
  format: ToolFormat,
  answer: {
    readonly text: string;
    readonly calls: readonly WritableCall[];
    readonly isReasoningApart: boolean;
  },
): string {
  const { text, calls, isReasoningApart } = answer;
  const { reasoning } = format;
  const isInside = reasoning?.startsInside === true && !isReasoningApart;
  const start = isInside ? (reasoning.close[0] ?? '') : '';
  const written = writeCalls(format, calls);
  const needsLine = format.calls.some(({ afterToolName }) => afterToolName !== undefined);
  const gap = needsLine && written !== '' && text !== '' && !text.endsWith('\n') ? '\n' : '';
  return start + text + gap + written;
}

interface CallGroup {
  readonly syntax: CallSyntax;
  readonly calls: readonly IndexedCall[];
}

interface IndexedCall extends WritableCall {
  /** The call's place in the turn. */
  readonly index: number;
}

/** Neighbouring calls of one syntax stand together where it has lists. */
function groupBySyntax(format: ToolFormat, calls: readonly WritableCall[]): readonly CallGroup[] {
  const groups: { syntax: CallSyntax; calls: IndexedCall[] }[] = [];
  for (const [index, call] of calls.entries()) {
    const syntax = chooseSyntax(format, call.name);
    const last = groups.at(-1);
    const takesSeveral = 'list' in syntax && syntax.list !== undefined;
    if (takesSeveral && last?.syntax === syntax) last.calls.push({ ...call, index });
    else groups.push({ syntax, calls: [{ ...call, index }] });
  }
  return groups;
}

/** A tool that the format writes as code only is written so; everything else takes the first general syntax. */
function chooseSyntax(format: ToolFormat, name: string): CallSyntax {
  const fits = format.calls.find((syntax) => syntax.body !== 'code' || syntax.tool === name);
  if (fits === undefined)
    throw new TypeError(`Format ${format.id} cannot write a call of ${name}.`);
  return fits;
}

function writeGroup(syntax: CallSyntax, calls: readonly IndexedCall[]): string {
  return (syntax.open[0] ?? '') + writeBody(syntax, calls) + (syntax.close[0] ?? '');
}

function writeBody(syntax: CallSyntax, calls: readonly IndexedCall[]): string {
  const [first] = calls;
  if (first === undefined) return '';
  switch (syntax.body) {
    case 'json':
      return writeObjects(syntax, calls);
    case 'head-json':
      return writeName(syntax, first) + (syntax.separator[0] ?? '') + stringify(first.arguments);
    case 'parameters':
      return writeParameters(syntax, first);
    case 'expression':
      return writeExpression(
        syntax,
        calls.map((call) => ({ name: writeName(syntax, call), arguments: call.arguments })),
      );
    case 'code': {
      const code = first.arguments[syntax.argument];
      return `\n${typeof code === 'string' ? code : ''}\n`;
    }
    default:
      return assertNever(syntax, 'call syntax');
  }
}

function writeName(syntax: CallSyntax, call: IndexedCall): string {
  const written = syntax.writtenName ?? '{name}';
  return written.replace('{index}', String(call.index)).replace('{name}', () => call.name);
}

function writeObjects(syntax: JsonCallSyntax, calls: readonly IndexedCall[]): string {
  const objects = calls.map((call) =>
    syntax.nameIsKey === true
      ? `{${stringify(call.name)}: ${stringify(call.arguments)}}`
      : stringify({
          [syntax.nameKeys[0] ?? 'name']: writeName(syntax, call),
          [syntax.argumentKeys[0] ?? 'arguments']: call.arguments,
        }),
  );
  switch (syntax.list) {
    case 'brackets':
      return `[${objects.join(', ')}]`;
    case 'semicolons':
      return objects.join('; ');
    default:
      return objects.join('\n');
  }
}

function writeParameters(syntax: ParameterCallSyntax, call: IndexedCall): string {
  const gap = syntax.gap ?? '';
  const edge = syntax.trimLineBreaks === true ? '\n' : '';
  const parameters = Object.entries(call.arguments).map(([key, value]) => {
    const isString = typeof value === 'string';
    const keyClose = (isString ? syntax.stringKeyClose : syntax.jsonKeyClose) ?? syntax.keyClose;
    return [
      (syntax.keyOpen[0] ?? '') + key + (keyClose[0] ?? ''),
      syntax.valueOpen === undefined ? '' : gap + (syntax.valueOpen[0] ?? ''),
      edge + (isString ? value : stringify(value)) + edge,
      (syntax.valueClose[0] ?? '') + gap,
    ].join('');
  });
  const nameEnd = syntax.nameEnd[0] ?? '';
  const opening = writeName(syntax, call) + nameEnd + (nameEnd.endsWith('\n') ? '' : gap);
  return opening + parameters.join('');
}

function stringify(value: JsonValue | undefined): string {
  return JSON.stringify(value) ?? 'null';
}
