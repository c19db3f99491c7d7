import { describeFault, readExpression } from '../../expressions/compile-expression.ts';
import type { Port } from '../../model/port.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { JsonValue } from '../../shared/json.ts';

/** The input that `$` stands for in an expression, and that plain names are looked up in. */
const valuePort: Port = { id: 'value', label: 'Value', type: 'any', required: true };

/** How long one expression may take. */
const expressionTimeoutMs = 10_000;

/** The input for the value, and one for every `$name` that the expressions use and don't define. */
export function expressionPorts(sources: readonly string[]): readonly Port[] {
  const names = new Set<string>();
  for (const source of sources) {
    const read = readExpression(source);
    if (read.ok) for (const name of read.expression.inputs) names.add(name);
  }
  names.delete(valuePort.id);
  return [
    valuePort,
    ...Array.from(names, (name): Port => ({ id: name, label: name, type: 'any', required: true })),
  ];
}

/** What is wrong with an expression in a setting. */
export function checkExpression(
  source: string,
  path: readonly (string | number)[],
): readonly SettingsIssue[] {
  const read = readExpression(source);
  if (read.ok) return [];
  return read.faults.map((fault) => ({
    severity: 'error',
    code: 'invalid_expression',
    message: describeFault(fault),
    ...(fault.action === undefined ? {} : { action: fault.action }),
    path,
  }));
}

/** The expression's value over a node's inputs; undefined when it selects nothing. */
export function evaluateOver(
  inputs: PortValues,
  source: string,
  context: ModuleContext,
): Promise<JsonValue | undefined> {
  return context.expressions.evaluate({
    source,
    input: inputs[valuePort.id],
    bindings: inputs,
    timeoutMs: expressionTimeoutMs,
    signal: context.signal,
  });
}

/** Whether a value counts as true: not nothing, false, 0, an empty text, or a list or object without such a thing. */
export function isTrue(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.some(isTrue);
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
