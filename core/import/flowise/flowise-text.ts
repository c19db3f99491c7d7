import type { GraphIndex } from '../graph-index.ts';
import { cutText } from '../map-text.ts';
import type { SourceText, TextReference } from '../map-text.ts';
import type { NodeMapping } from '../node-mapping.ts';

const variable = /\{\{\s*([^{}]{1,200}?)\s*\}\}/g;
const tags =
  /<\/?(?:p|span|strong|em|b|i|u|s|ul|ol|li|h[1-6]|br|code|pre|blockquote|a|hr)(?:\s[^<>]*)?\/?>/gi;
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** The text of an editor that saves HTML: paragraphs become lines; other tags, such as those of a prompt, stay. */
export function plainText(html: string): string {
  if (!/^\s*<(?:p|h[1-6]|ul|ol|pre|blockquote)[\s>]/i.test(html)) return html;
  return html
    .replaceAll(/<br(?:\s[^<>]*)?\/?>|<\/(?:p|h[1-6]|li|pre|blockquote)>/gi, '\n')
    .replaceAll(/<li(?:\s[^<>]*)?>/gi, '- ')
    .replaceAll(tags, '')
    .replaceAll(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
    .replace(/\n+$/, '');
}

/** Reads the variables of an agent flow’s texts. */
export class AgentflowTexts {
  readonly #index: GraphIndex;
  readonly #start: string | undefined;

  constructor(index: GraphIndex) {
    this.#index = index;
    this.#start = index.graph.nodes.find(({ type }) => type === 'startAgentflow')?.id;
  }

  read(mapping: NodeMapping, html: string): SourceText {
    return cutText(plainText(html), variable, ([all, inner = '']) => {
      const found = this.#resolve(inner) ?? this.#iteration(mapping, inner);
      if (found !== undefined) return found;
      const state = /^\$flow\.state\.(\S+)$/.exec(inner);
      if (state === null) mapping.note('unresolved', { name: inner });
      else mapping.note('state_lost', { name: state[1] ?? '' });
      return all;
    });
  }

  /** What the person says, or what the form asks for first. */
  question(): SourceText {
    const node = this.#start;
    return node === undefined ? [] : [{ ref: { node, field: 'question' }, name: 'question' }];
  }

  /** What is iterated over, seen by a node inside the iteration. */
  #iteration(mapping: NodeMapping, inner: string): TextReference | undefined {
    const { parent } = mapping.node;
    const [, path = ''] = /^\$iteration((?:\.[\w]+)*)$/.exec(inner) ?? [];
    if (parent === undefined || !inner.startsWith('$iteration')) return undefined;
    return { ref: { node: parent, field: `item${path}` }, name: 'item' };
  }

  #resolve(inner: string): TextReference | undefined {
    const node = this.#start;
    if (node !== undefined) {
      if (inner === 'question') return { ref: { node, field: 'question' }, name: 'question' };
      const [, field = ''] = /^\$form\.([\w.]+)$/.exec(inner) ?? [];
      if (field !== '') return { ref: { node, field }, name: field };
    }
    const [, id = '', field = ''] = /^([\w-]+)(?:\.output)?(?:\.([\w.]+))?$/.exec(inner) ?? [];
    if (this.#index.node(id) === undefined) return undefined;
    const title = this.#index.title(id).toLowerCase();
    return { ref: { node: id, field }, name: field === '' ? title : `${title}_${field}` };
  }
}
