import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseSync } from 'vite';

/** A node of the syntax tree, as loosely as a reader of all of them needs it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** What a name stands for. */
interface Declaration {
  /** The function that it is known in; undefined for the whole file. */
  readonly scope: SyntaxNode | undefined;
  readonly value: SyntaxNode;
  /** Where in the value it stands. */
  readonly way: readonly string[];
}

/** What stands where in one file of the sources. */
export interface SourceFile {
  readonly path: string;
  readonly imports: ReadonlyMap<string, string>;
  /** Variables, functions and methods by name; a method's begins with `#method `. */
  readonly declarations: ReadonlyMap<string, readonly Declaration[]>;
  /** Calls and constructions, by the last name of what is called. */
  readonly calls: ReadonlyMap<string, readonly SyntaxNode[]>;
  readonly nodes: readonly SyntaxNode[];
  readonly parentOf: ReadonlyMap<SyntaxNode, SyntaxNode>;
}

export function isSyntax(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** The nodes right below one, without types. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.values(node)
    .flat()
    .filter(isSyntax)
    .filter(({ type }) => !type.startsWith('TS') || /^TS(As|Satisfies|NonNull)/.test(type));
}

/** What a property, a parameter or a called thing is named; empty where it is reckoned. */
export function nameOf(node: unknown): string {
  if (!isSyntax(node)) return '';
  if (node.type === 'MemberExpression') {
    return node['computed'] === true ? '' : nameOf(node['property']);
  }
  const name = node['name'] ?? node['value'];
  return typeof name === 'string' ? name : '';
}

export function isFunction({ type }: SyntaxNode): boolean {
  return /^(Arrow)?Function/.test(type);
}

/** Reads every file of some folders; each sentence of the engine stands in one of them. */
export function readSources(root: string, patterns: readonly string[]): readonly SourceFile[] {
  return globSync([...patterns], { cwd: root })
    .filter((path) => !path.endsWith('.d.ts'))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((path) => readSource(resolve(root, path)));
}

function readSource(path: string): SourceFile {
  const { program } = parseSync(path, readFileSync(path, 'utf8'));
  const nodes: SyntaxNode[] = [];
  const parentOf = new Map<SyntaxNode, SyntaxNode>();
  const walk = (node: SyntaxNode): void => {
    nodes.push(node);
    for (const child of childrenOf(node)) {
      parentOf.set(child, node);
      walk(child);
    }
  };
  walk(program as unknown as SyntaxNode);
  const imports = new Map<string, string>();
  const declarations = new Map<string, Declaration[]>();
  const calls = new Map<string, SyntaxNode[]>();
  const scopeOf = (node: SyntaxNode): SyntaxNode | undefined => {
    let at = parentOf.get(node);
    while (at !== undefined && !isFunction(at)) at = parentOf.get(at);
    return at;
  };
  const declare = (
    name: string,
    value: unknown,
    scope?: SyntaxNode,
    way: readonly string[] = [],
  ): void => {
    if (name === '' || !isSyntax(value)) return;
    declarations.set(name, [...(declarations.get(name) ?? []), { scope, value, way }]);
  };
  for (const node of nodes) {
    if (node.type === 'ImportDeclaration') {
      const from = nameOf(node['source']);
      if (!from.startsWith('.')) continue;
      for (const part of node['specifiers'] as readonly SyntaxNode[]) {
        imports.set(nameOf(part['local']), resolve(dirname(path), from));
      }
    } else if (node.type === 'VariableDeclarator') {
      const bound = boundNames(node['id'] as SyntaxNode);
      for (const [name, way] of bound) declare(name, node['init'], scopeOf(node), way);
    } else if (node.type === 'FunctionDeclaration') {
      declare(nameOf(node['id']), node, scopeOf(node));
    } else if (node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') {
      declare(`#method ${nameOf(node['key'])}`, node['value']);
    } else if (node.type === 'AssignmentExpression') {
      declare(nameOf(node['left']), node['right'], scopeOf(node));
    } else if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const name = nameOf(node['callee']);
      calls.set(name, [...(calls.get(name) ?? []), node]);
    }
  }
  return { path, imports, declarations, calls, nodes, parentOf };
}

/** The names that a pattern gives, each with the way to its value. */
export function boundNames(
  pattern: SyntaxNode,
  way: readonly string[] = [],
): readonly (readonly [string, readonly string[]])[] {
  if (pattern.type === 'Identifier') return [[nameOf(pattern), way]];
  if (pattern.type === 'AssignmentPattern') return boundNames(pattern['left'] as SyntaxNode, way);
  if (pattern.type === 'ArrayPattern') {
    const elements = (pattern['elements'] as readonly unknown[]).filter(isSyntax);
    return elements.flatMap((element) => boundNames(element, way));
  }
  if (pattern.type !== 'ObjectPattern') return [];
  return (pattern['properties'] as readonly SyntaxNode[]).flatMap((property) =>
    property.type === 'Property'
      ? boundNames(property['value'] as SyntaxNode, [...way, nameOf(property['key'])])
      : [],
  );
}
