import { boundNames, childrenOf, isFunction, isSyntax, nameOf } from './sentence-sources.ts';
import type { SourceFile, SyntaxNode } from './sentence-sources.ts';

/** The sentences and parts of sentences that can reach a reader, each with the files that say it. */
export type FoundSentences = ReadonlyMap<string, ReadonlySet<string>>;

/** Where in a value the text stands: names of properties, `*` for any. */
type Way = readonly string[];

const longestWay = 3;

/** Calls that give the text on that they were called on. */
const passing = new Set([
  'join',
  'filter',
  'slice',
  'trim',
  'concat',
  'flat',
  'toSorted',
  'replace',
  'replaceAll',
  'at',
  'get',
  'values',
]);

/** Checks of schemas that may bring words of their own. */
const checks = new Set(['refine', 'regex', 'min', 'max']);

/** Follows texts from the places where errors and findings are made back to where they are written. */
class SentenceFinder {
  readonly found = new Map<string, Set<string>>();
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #callers = new Map<string, [SourceFile, SyntaxNode][]>();
  readonly #seen = new Set<string>();
  readonly #waiting: [SourceFile, unknown, Way][] = [];

  constructor(files: readonly SourceFile[]) {
    this.#files = new Map(files.map((file) => [file.path, file]));
    for (const file of files) {
      for (const [name, calls] of file.calls) {
        const known = this.#callers.get(name) ?? [];
        known.push(...calls.map((call): [SourceFile, SyntaxNode] => [file, call]));
        this.#callers.set(name, known);
      }
    }
  }

  follow(file: SourceFile, node: unknown, way: Way = []): void {
    this.#waiting.push([file, node, way]);
  }

  /** Goes on until nothing is left to follow. */
  finish(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      this.#step(...next);
    }
  }

  #step(file: SourceFile, node: unknown, way: Way): void {
    if (!isSyntax(node) || way.length > longestWay) return;
    const key = `${file.path} ${node.start} ${node.type} ${way.join('.')}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const on = (next: unknown, nextWay: Way = way): void => this.follow(file, next, nextWay);
    switch (node.type) {
      case 'Literal':
        if (typeof node['value'] === 'string' && way.length === 0) this.#add(file, node['value']);
        return;
      case 'TemplateLiteral':
      case 'BinaryExpression':
        if (way.length === 0) this.#followText(file, node);
        return;
      case 'ConditionalExpression':
        on(node['consequent']);
        return on(node['alternate']);
      case 'LogicalExpression':
        on(node['left']);
        return on(node['right']);
      case 'ArrayExpression':
        for (const element of node['elements'] as readonly unknown[]) on(element);
        return;
      case 'SpreadElement':
        return on(node['argument']);
      case 'ObjectExpression':
        return this.#followObject(file, node, way);
      case 'MemberExpression':
        return this.#followMember(file, node, way);
      case 'Identifier':
        return this.#followName(file, node, way);
      case 'CallExpression':
      case 'NewExpression':
        return this.#followCall(file, node, way);
      default:
        if (isFunction(node)) return this.#followResult(file, node, way);
        if ('expression' in node) return on(node['expression']);
        if (node.type === 'AwaitExpression') on(node['argument']);
    }
  }

  #add(file: SourceFile, text: string): void {
    const files = this.found.get(text) ?? new Set();
    this.found.set(text, files.add(file.path));
  }

  #followText(file: SourceFile, node: SyntaxNode): void {
    const holes: SyntaxNode[] = [];
    const write = (part: SyntaxNode): string => {
      if (part.type === 'Literal') return String(part['value']);
      if (part.type === 'BinaryExpression' && part['operator'] === '+' && !isSum(part)) {
        return write(part['left'] as SyntaxNode) + write(part['right'] as SyntaxNode);
      }
      if (part.type === 'TemplateLiteral') {
        const expressions = part['expressions'] as readonly SyntaxNode[];
        return (part['quasis'] as readonly SyntaxNode[])
          .map((quasi, at) => {
            const { cooked } = quasi['value'] as { readonly cooked: string };
            const expression = expressions[at];
            return expression === undefined ? cooked : cooked + write(expression);
          })
          .join('');
      }
      holes.push(part);
      return `{${holes.length - 1}}`;
    };
    const text = write(node);
    if (node.type === 'TemplateLiteral' || node['operator'] === '+') this.#add(file, text);
    for (const hole of holes) this.follow(file, hole);
  }

  #followObject(file: SourceFile, node: SyntaxNode, [first, ...rest]: Way): void {
    if (first === undefined) return;
    for (const property of node['properties'] as readonly SyntaxNode[]) {
      if (property.type === 'SpreadElement')
        this.follow(file, property['argument'], [first, ...rest]);
      else if (first === '*' || nameOf(property['key']) === first) {
        this.follow(file, property['value'], rest);
      }
    }
  }

  #followMember(file: SourceFile, node: SyntaxNode, way: Way): void {
    const name = nameOf(node);
    if (isSyntax(node['object']) && node['object'].type === 'ThisExpression') return;
    // What was caught says what it says.
    this.follow(file, node['object'], [name === '' ? '*' : name, ...way]);
    if (name === '') this.follow(file, node['object'], way);
  }

  #followName(file: SourceFile, node: SyntaxNode, way: Way): void {
    const name = nameOf(node);
    for (let at = file.parentOf.get(node); at !== undefined; at = file.parentOf.get(at)) {
      if (!isFunction(at)) continue;
      for (const [index, parameter] of (at['params'] as readonly SyntaxNode[]).entries()) {
        const inside = wayTo(parameter, name);
        if (inside === undefined) continue;
        return this.#followArguments(file, at, index, [...inside, ...way]);
      }
      if (this.#followDeclared(file, name, way, at)) return;
    }
    this.#followTop(file, name, way);
  }

  /** What a name stands for that is declared right in a function, or in the file itself. */
  #followDeclared(
    file: SourceFile,
    name: string,
    way: Way,
    scope: SyntaxNode | undefined,
  ): boolean {
    const declared = (file.declarations.get(name) ?? []).filter((each) => each.scope === scope);
    for (const { value, way: inside } of declared) this.follow(file, value, [...inside, ...way]);
    return declared.length > 0;
  }

  #followTop(file: SourceFile, name: string, way: Way): void {
    if (this.#followDeclared(file, name, way, undefined)) return;
    const from = this.#files.get(file.imports.get(name) ?? '');
    if (from !== undefined) this.#followDeclared(from, name, way, undefined);
  }

  #followArguments(file: SourceFile, called: SyntaxNode, index: number, way: Way): void {
    const parent = file.parentOf.get(called);
    const name = nameOf(called['id']) || nameOf(parent?.['id']) || nameOf(parent?.['key']);
    if (name === '') {
      // A function given to a list's map is called with the list's elements.
      const list = isSyntax(parent?.['callee']) ? parent['callee']['object'] : undefined;
      if (index === 0) this.follow(file, list, way);
      return;
    }
    const type = name === 'constructor' ? nameOf(classOf(file, called)?.['id']) : name;
    const isPlain =
      parent?.type !== 'Property' &&
      (parent?.type !== 'MethodDefinition' || name === 'constructor');
    for (const [from, call] of this.#callers.get(type) ?? []) {
      const isHere = from === file || (isPlain && from.imports.get(type) === file.path);
      if (!isHere) continue;
      this.follow(from, (call['arguments'] as readonly unknown[])[index], way);
    }
  }

  #followCall(file: SourceFile, node: SyntaxNode, way: Way): void {
    const name = nameOf(node['callee']);
    const callee = node['callee'] as SyntaxNode;
    if (name === 'map' || name === 'flatMap') {
      for (const given of node['arguments'] as readonly unknown[]) this.follow(file, given, way);
    } else if (callee.type === 'MemberExpression' && passing.has(name)) {
      this.follow(file, callee['object'], name === 'get' ? ['*', ...way] : way);
      if (name === 'concat') this.follow(file, (node['arguments'] as readonly unknown[])[0], way);
    } else if (name === 'Map' || name === 'Set') {
      this.follow(file, (node['arguments'] as readonly unknown[])[0], way.slice(1));
    } else if (callee.type === 'Identifier') {
      this.#followName(file, callee, way);
    } else if (callee.type === 'MemberExpression' && name !== '') {
      const isOwn = isSyntax(callee['object']) && callee['object'].type === 'ThisExpression';
      if (isOwn) this.#followDeclared(file, `#method ${name}`, way, undefined);
    }
  }

  #followResult(file: SourceFile, called: SyntaxNode, way: Way): void {
    const body = called['body'] as SyntaxNode;
    if (body.type !== 'BlockStatement') return this.follow(file, body, way);
    const walk = (node: SyntaxNode): void => {
      if (isFunction(node)) return;
      if (node.type === 'ReturnStatement' || node.type === 'YieldExpression')
        this.follow(file, node['argument'], way);
      for (const child of childrenOf(node)) walk(child);
    };
    walk(body);
  }
}

function classOf(file: SourceFile, node: SyntaxNode): SyntaxNode | undefined {
  for (let at = file.parentOf.get(node); at !== undefined; at = file.parentOf.get(at)) {
    if (at.type.startsWith('Class') && at.type !== 'ClassBody') return at;
  }
  return undefined;
}

/** Whether a plus adds numbers. */
function isSum(node: SyntaxNode): boolean {
  return [node['left'], node['right']].some(
    (side) => isSyntax(side) && typeof side['value'] === 'number',
  );
}

/** The way from a pattern's whole value to the one that gets the name. */
function wayTo(pattern: SyntaxNode, name: string): Way | undefined {
  return boundNames(pattern).find(([bound]) => bound === name)?.[1];
}

/** All that errors and findings made in these files can say, whole or in part. */
export function findSentences(files: readonly SourceFile[]): FoundSentences {
  const finder = new SentenceFinder(files);
  for (const file of files) {
    for (const node of file.nodes) {
      if (node.type === 'NewExpression' && nameOf(node['callee']) === 'MillraceError') {
        const [, message, options] = node['arguments'] as readonly unknown[];
        finder.follow(file, message);
        finder.follow(file, options, ['action']);
      } else if (node.type === 'CallExpression' && checks.has(nameOf(node['callee']))) {
        // What a schema says of a value that it refuses.
        const [, given] = node['arguments'] as readonly unknown[];
        finder.follow(file, given);
        finder.follow(file, given, ['error']);
      } else if (node.type === 'ObjectExpression') {
        finder.follow(file, node, ['message']);
        finder.follow(file, node, ['action']);
      }
    }
  }
  finder.finish();
  return finder.found;
}
