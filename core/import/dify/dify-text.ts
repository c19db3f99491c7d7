import { textAt } from '../json-access.ts';
import type { GraphIndex } from '../graph-index.ts';
import { cutText } from '../map-text.ts';
import type { SourceText, TextReference } from '../map-text.ts';
import type { NodeMapping } from '../node-mapping.ts';
import type { Reference } from '../source-graph.ts';
import type { DifyVariables } from './read-dify.ts';

const reference = /\{\{#([^#{}]{1,200})#\}\}/g;

/** Reads how Dify’s texts and selectors name values. */
export class DifyTexts {
  readonly #index: GraphIndex;
  readonly #variables: DifyVariables;
  readonly #start: string | undefined;

  constructor(index: GraphIndex, variables: DifyVariables) {
    this.#index = index;
    this.#variables = variables;
    this.#start = index.graph.nodes.find(({ type }) => type === 'start')?.id;
  }

  /** A text with `{{#node.field#}}`; what is not known stays as it stands, and is noted. */
  read(mapping: NodeMapping, text: string): SourceText {
    return cutText(text, reference, ([all, inner = '']) => this.#resolve(mapping, inner, all));
  }

  /** A selector such as `['llm', 'text']`. */
  select(selector: readonly string[]): Reference | undefined {
    const [scope = '', ...path] = selector;
    if (path.length === 0 && scope === '') return undefined;
    if (scope === 'sys' && this.#start !== undefined) {
      return { node: this.#start, field: `sys.${path.join('.')}` };
    }
    return this.#index.node(scope) === undefined
      ? undefined
      : { node: scope, field: path.join('.') };
  }

  /** A selector as a text of one value. */
  selected(selector: readonly string[]): SourceText {
    const ref = this.select(selector);
    return ref === undefined ? [] : [{ ref, name: this.#nameFor(ref) }];
  }

  #resolve(mapping: NodeMapping, inner: string, all: string): TextReference | string {
    const [scope = '', ...path] = inner.trim().split('.');
    const name = path.join('.');
    if (scope === 'env') {
      if (this.#variables.secrets.has(name)) {
        mapping.note('secret_removed', { name });
        mapping.needs.push({ what: 'secret', name });
        return all;
      }
      const value = this.#variables.environment.get(name);
      if (value !== undefined) return value;
    }
    if (scope === 'conversation' && this.#variables.conversation.has(name)) {
      mapping.note('conversation_variable', { name });
      return this.#variables.conversation.get(name) ?? '';
    }
    if (scope === 'context' || (scope === '' && name === 'context')) {
      const ref = this.select(textsOf(mapping.node.settings, 'context', 'variable_selector'));
      if (ref !== undefined) return { ref, name: 'context' };
    }
    const ref = this.select([scope, ...path]);
    if (ref !== undefined) return { ref, name: this.#nameFor(ref) };
    mapping.note('unresolved', { name: inner });
    return all;
  }

  #nameFor({ node, field }: Reference): string {
    if (node === this.#start) return field.replace(/^sys\./, '');
    const title = this.#index.title(node).toLowerCase();
    return field === '' ? title : `${title}_${field}`;
  }
}

/** The texts of a list in settings, such as a selector. */
export function textsOf(
  settings: Parameters<typeof textAt>[0],
  ...path: readonly (string | number)[]
): readonly string[] {
  const found: string[] = [];
  for (let position = 0; position < 10; position++) {
    const part = textAt(settings, ...path, position);
    if (part === '') break;
    found.push(part);
  }
  return found;
}
