/** A node of a parsed expression, as far as it is looked at here. Parts may be shared between nodes. */
export interface ExpressionNode {
  readonly type?: string;
  readonly value?: unknown;
  /** Names that a step gives to the item it stands at, and to its index: `@$name`, `#$name`. */
  readonly focus?: string;
  readonly index?: string;
  readonly position?: number;
  /** Marks of `[]`, which keeps a list of one a list. */
  readonly keepArray?: boolean;
  readonly keepSingletonArray?: boolean;
  readonly procedure?: ExpressionNode;
  readonly arguments?: readonly ExpressionNode[];
  readonly body?: ExpressionNode;
  readonly lhs?: unknown;
  readonly steps?: readonly ExpressionNode[];
  readonly expressions?: readonly ExpressionNode[];
}

/** The nodes that a node is made of, in the order of the text. */
export function childrenOf(node: ExpressionNode): readonly ExpressionNode[] {
  return Object.entries(node).flatMap(([key, part]) => (key === 'position' ? [] : nodesIn(part)));
}

function nodesIn(part: unknown): readonly ExpressionNode[] {
  if (Array.isArray(part)) return part.flatMap(nodesIn);
  // A parsed pattern is a RegExp-like object or function: nothing in it belongs to the expression.
  if (typeof part !== 'object' || part === null || part instanceof RegExp) return [];
  return [part];
}
