import jsonata from 'jsonata';
import { MillraceError } from '../shared/errors.ts';
import type { ExpressionNode } from './expression-node.ts';
import { findInputs } from './find-inputs.ts';
import { isPlain } from './is-plain.ts';

/** What is wrong with an expression, with its place in the text. */
export interface ExpressionFault {
  /** One plain sentence without its place. */
  readonly message: string;
  readonly action?: string;
  /** 1-based; absent where it concerns the expression as a whole. */
  readonly line?: number;
  readonly column?: number;
}

/** An expression that was read, ready to be evaluated any number of times. */
export interface CompiledExpression {
  readonly source: string;
  /** Names of the `$variables` that it takes from outside, without the `$`. */
  readonly inputs: readonly string[];
  /** It may run on the engine's own thread. */
  readonly plain: boolean;
}

/** Either the expression or all that is wrong with it. */
export type ReadExpression =
  | { readonly ok: true; readonly expression: CompiledExpression }
  | { readonly ok: false; readonly faults: readonly ExpressionFault[] };

/** Longer than any expression that somebody can follow; keeps reading it a matter of milliseconds. */
const longestExpression = 10_000;

const keptExpressions = 256;
const cache = new Map<string, ReadExpression>();

/** Reads an expression. Equal text gives the same object again; never throws. */
export function readExpression(source: string): ReadExpression {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const read = parseExpression(source);
  const oldest = cache.keys().next().value;
  if (cache.size >= keptExpressions && oldest !== undefined) cache.delete(oldest);
  cache.set(source, read);
  return read;
}

/** The expression, or `invalid_expression` with its first fault. */
export function compileExpression(source: string): CompiledExpression {
  const read = readExpression(source);
  if (read.ok) return read.expression;
  const fault = read.faults[0] ?? { message: 'The expression cannot be read.' };
  throw new MillraceError('invalid_expression', describeFault(fault), {
    action: fault.action ?? 'Correct the expression.',
  });
}

/** A fault as one sentence with its place. */
export function describeFault({ message, line, column }: ExpressionFault): string {
  if (line === undefined || column === undefined) return message;
  const place = line === 1 ? `column ${column}` : `line ${line}, column ${column}`;
  return `${message.replace(/\.$/, '')} (${place} of the expression).`;
}

function parseExpression(source: string): ReadExpression {
  if (source.trim() === '') return fail({ message: 'The expression is empty.' });
  if (source.length > longestExpression) {
    return fail({
      message: `The expression is longer than ${longestExpression} characters.`,
      action: 'Do this work in a code node.',
    });
  }
  try {
    const root = jsonata(source).ast() as unknown as ExpressionNode;
    const { names, unknownFunctions } = findInputs(root);
    if (unknownFunctions.length === 0) {
      return { ok: true, expression: { source, inputs: names, plain: isPlain(root) } };
    }
    return fail(
      ...unknownFunctions.map(({ name, position }) => ({
        message: `There is no function $${name}.`,
        action: `Define it in the expression, as in ($${name} := function($x) { … }; …).`,
        ...placeOf(source, position === undefined ? undefined : position - name.length),
      })),
    );
  } catch (error) {
    return fail(explainSyntax(source, error));
  }
}

function fail(...faults: readonly ExpressionFault[]): ReadExpression {
  return { ok: false, faults };
}

/** What the parser throws is no Error, and its position counts the characters up to the end of the wrong token. */
function explainSyntax(source: string, thrown: unknown): ExpressionFault {
  if (thrown instanceof RangeError) {
    return {
      message: 'The expression is nested too deep.',
      action: 'Split it into several nodes.',
    };
  }
  const { message, position, token } = thrown as {
    readonly message?: unknown;
    readonly position?: unknown;
    readonly token?: unknown;
  };
  const text = typeof message === 'string' ? message.replace(/\.$/, '') : 'It cannot be read';
  const length = typeof token === 'string' && token !== '(end)' ? token.length : 0;
  return {
    message: `${text}.`,
    ...placeOf(source, typeof position === 'number' ? position - length : undefined),
  };
}

function placeOf(
  source: string,
  offset: number | undefined,
): Pick<ExpressionFault, 'line' | 'column'> {
  if (offset === undefined) return {};
  const before = source.slice(0, Math.max(0, offset)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
