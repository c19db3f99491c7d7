import jsonata from 'jsonata';
import { MillraceError, type ErrorInfo } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import { toJsonValue } from '../shared/to-json.ts';
import { isLargerThan } from './is-larger-than.ts';

/** How far one evaluation may go. */
export interface EvaluationLimits {
  readonly timeoutMs: number;
  /** Most calls within each other. */
  readonly depth: number;
  /** Most items of a list that it makes. */
  readonly items: number;
  /** Most pieces of its value: see `isLargerThan`. */
  readonly pieces: number;
}

const kept = 256;
const compiled = new Map<
  string,
  { readonly limits: EvaluationLimits; readonly expression: jsonata.Expression }
>();

/**
 * Evaluates an expression on this thread. It looks at its limits between two steps only: a step that takes long is not
 * interrupted. Equal limits are best the same object: what was read for them is kept. Throws MillraceError `expression_limit` or `expression_failed`.
 */
export async function evaluateExpression(
  source: string,
  input: unknown,
  bindings: Readonly<Record<string, unknown>>,
  limits: EvaluationLimits,
): Promise<JsonValue | undefined> {
  let value: unknown;
  try {
    value = await expressionOf(source, limits).evaluate(input, bindings);
  } catch (error) {
    throw MillraceError.fromInfo(explainFailure(error));
  }
  if (value === undefined || typeof value === 'function' || isFunctionObject(value)) {
    return undefined;
  }
  if (isLargerThan(value, limits.pieces)) {
    throw new MillraceError('expression_limit', 'The value of the expression is too large.', {
      action: 'Select less with it.',
    });
  }
  return toJsonValue(value);
}

function expressionOf(source: string, limits: EvaluationLimits): jsonata.Expression {
  const known = compiled.get(source);
  if (known?.limits === limits) return known.expression;
  const { timeoutMs: timeout, depth: stack, items: sequence } = limits;
  const expression = jsonata(source, { timeout, stack, sequence });
  const oldest = compiled.keys().next().value;
  if (compiled.size >= kept && oldest !== undefined) compiled.delete(oldest);
  compiled.set(source, { limits, expression });
  return expression;
}

function isFunctionObject(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ('_jsonata_function' in value || '_jsonata_lambda' in value)
  );
}

/** The library's codes for time, depth and the size of lists. */
const limitCodes = new Set(['D1011', 'D1012', 'D2014', 'D2015']);

/** What is thrown is mostly a plain object with a code and a message. */
function explainFailure(thrown: unknown): ErrorInfo {
  const { code, message } = thrown as { readonly code?: unknown; readonly message?: unknown };
  const text = typeof message === 'string' && message !== '' ? message : String(thrown);
  if (thrown instanceof RangeError || limitCodes.has(String(code))) {
    return {
      code: 'expression_limit',
      message: `The expression went beyond its limits: ${cut(text)}`,
      action: 'Look for a function that calls itself without end, or do this work in a code node.',
    };
  }
  return {
    code: 'expression_failed',
    message: `The expression does not fit its value: ${cut(text)}`,
    action: 'Compare the expression with the input that the trace shows.',
  };
}

function cut(text: string): string {
  const sentence = text.length > 500 ? `${text.slice(0, 500)}…` : text;
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
