import { expressionFunctions } from '../model/expression-functions.ts';
import { childrenOf, type ExpressionNode } from './expression-node.ts';

const builtIn = new Set(expressionFunctions.map(({ name }) => name));

/** A function that is called and that neither the expression nor the language defines. */
interface UnknownFunction {
  readonly name: string;
  /** How many characters of the source end with it. */
  readonly position: number | undefined;
}

/** What an expression takes from outside. */
export interface ExpressionInputs {
  /** Names of the `$variables` that it does not define itself, each once, in the order of the text. */
  readonly names: readonly string[];
  readonly unknownFunctions: readonly UnknownFunction[];
}

/** Finds what an expression takes from outside. Throws a RangeError when it is nested too deep to be walked. */
export function findInputs(root: ExpressionNode): ExpressionInputs {
  const names = new Set<string>();
  const unknownFunctions: UnknownFunction[] = [];
  const seen = new Set<ExpressionNode>();
  const visit = (node: ExpressionNode, scope: Set<string>): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const inner = opensScope(node) ? new Set(scope) : scope;
    if (node.type === 'lambda')
      for (const parameter of node.arguments ?? []) bind(parameter, inner);
    // A name counts from its own definition on, so that a function may call itself.
    if (node.type === 'bind') bind(node.lhs as ExpressionNode, inner);
    const callee = calleeOf(node);
    if (callee !== undefined) {
      seen.add(callee);
      const name = String(callee.value);
      if (!builtIn.has(name) && !inner.has(name))
        unknownFunctions.push({ name, position: callee.position });
    }
    if (node.type === 'variable') {
      const name = String(node.value);
      if (name !== '' && name !== '$' && !inner.has(name) && !builtIn.has(name)) names.add(name);
    }
    for (const child of childrenOf(node)) visit(child, inner);
    if (node.focus !== undefined) inner.add(node.focus);
    if (node.index !== undefined) inner.add(node.index);
  };
  visit(root, new Set());
  return { names: [...names], unknownFunctions };
}

function opensScope(node: ExpressionNode): boolean {
  return node.type === 'lambda' || node.type === 'block' || node.type === 'path';
}

function bind(variable: ExpressionNode, scope: Set<string>): void {
  scope.add(String(variable.value));
}

function calleeOf(node: ExpressionNode): ExpressionNode | undefined {
  if (node.type !== 'function' && node.type !== 'partial') return undefined;
  return node.procedure?.type === 'variable' ? node.procedure : undefined;
}
