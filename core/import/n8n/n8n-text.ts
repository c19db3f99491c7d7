import type { GraphIndex } from '../graph-index.ts';
import { cutText } from '../map-text.ts';
import type { SourceText, TextReference } from '../map-text.ts';
import type { NodeMapping } from '../node-mapping.ts';
import type { Reference } from '../source-graph.ts';

const expression = /\{\{([^{}]{1,4000}(?:\{[^{}]{0,1000}\}[^{}]{0,1000})*)\}\}/g;
const path = String.raw`((?:\.[\w$]{1,80}|\[\s*(?:'[^']{1,80}'|"[^"]{1,80}"|\d{1,6})\s*\])*)`;
const current = new RegExp(
  String.raw`^(?:\$json|\$input\.(?:item|first\(\)|last\(\)|all\(\)\[0\])\.json)${path}$`,
);
const named = new RegExp(
  String.raw`^(?:\$\(\s*(?:'([^']{1,200})'|"([^"]{1,200})")\s*\)\.(?:item|first\(\)|last\(\)|all\(\)\[0\])|\$node\[\s*(?:'([^']{1,200})'|"([^"]{1,200})")\s*\])\.json${path}$`,
);

/** Reads how n8n’s parameters name values of other nodes. */
export class N8nTexts {
  readonly #index: GraphIndex;
  readonly #ids: ReadonlyMap<string, string>;

  constructor(index: GraphIndex) {
    this.#index = index;
    this.#ids = new Map(index.graph.nodes.map(({ title, id }) => [title, id]));
  }

  /** A parameter: with `=` in front it is a template of expressions, otherwise plain text. */
  read(mapping: NodeMapping, text: string): SourceText {
    if (!text.startsWith('=')) return text === '' ? [] : [text];
    return cutText(text.slice(1), expression, ([all, inner = '']) => {
      const found = this.#resolve(mapping.node.id, inner.trim());
      if (found === undefined) mapping.note('expression_kept', { expression: all });
      return found ?? all;
    });
  }

  /** A field of what comes in; undefined where nothing is wired. */
  incoming(nodeId: string, field: string): Reference | undefined {
    const wire = this.#index
      .into(nodeId)
      .find(({ role, toPort }) => role === 'order' && toPort === '');
    if (wire === undefined || this.#index.node(wire.from) === undefined) return undefined;
    return { node: wire.from, field: wire.fromPort === '' ? field : wire.fromPort };
  }

  #resolve(nodeId: string, inner: string): TextReference | undefined {
    const own = current.exec(inner);
    if (own !== null) {
      const field = readPath(own[1] ?? '');
      const ref = this.incoming(nodeId, field);
      return ref === undefined ? undefined : { ref, name: field === '' ? 'input' : field };
    }
    const other = named.exec(inner);
    if (other === null) return undefined;
    const title = other.slice(1, 5).find((part) => part !== undefined) ?? '';
    const node = this.#ids.get(title);
    if (node === undefined) return undefined;
    const field = readPath(other[5] ?? '');
    return { ref: { node, field }, name: field === '' ? title.toLowerCase() : field };
  }
}

/** `.body["first name"][0]` is `body.first name.0`. */
function readPath(text: string): string {
  return text.replaceAll(/\[\s*['"]?([^'"\]]*)['"]?\s*\]/g, '.$1').replace(/^\./, '');
}
