import { childrenOf, type ExpressionNode } from './expression-node.ts';

const plainTypes = new Set([
  'path',
  'name',
  'string',
  'number',
  'value',
  'binary',
  'unary',
  'condition',
  'variable',
  'function',
  'filter',
  'wildcard',
  'operator',
  'sort',
]);

/** Functions whose time and result grow no faster than what they are given. */
const plainFunctions = new Set([
  'abs',
  'append',
  'average',
  'boolean',
  'ceil',
  'contains',
  'count',
  'exists',
  'floor',
  'join',
  'keys',
  'length',
  'lookup',
  'lowercase',
  'max',
  'min',
  'millis',
  'not',
  'now',
  'number',
  'reverse',
  'round',
  'split',
  'string',
  'substring',
  'substringAfter',
  'substringBefore',
  'sum',
  'trim',
  'type',
  'uppercase',
]);

/**
 * Whether no single step of an expression can take long: no functions of its own, no patterns, no ranges, nothing that
 * multiplies data. Such an expression is stopped between two steps in time, so it may run on the engine's own thread.
 */
export function isPlain(root: ExpressionNode): boolean {
  const seen = new Set<ExpressionNode>();
  const check = (node: ExpressionNode): boolean => {
    if (seen.has(node)) return true;
    seen.add(node);
    if (!isPlainNode(node)) return false;
    return childrenOf(node).every(check);
  };
  return check(root);
}

function isPlainNode(node: ExpressionNode): boolean {
  const { type = '', value, procedure, expressions = [] } = node;
  // For [] the library marks the lists that it is given: only a copy of them may be marked.
  if (node.keepArray === true || node.keepSingletonArray === true) return false;
  // Brackets are a block of one; several statements, or one that keeps a value, are a program.
  if (type === 'block') return expressions.length === 1;
  if (type === 'binary') return value !== '..';
  if (type === 'function')
    return procedure?.type === 'variable' && plainFunctions.has(String(procedure.value));
  // Parts without a type, such as a group's, only hold others.
  return (
    (type === '' || plainTypes.has(type)) && node.focus === undefined && node.index === undefined
  );
}
