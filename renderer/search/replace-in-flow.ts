import type { FlowDocument, FlowNode } from '../../core/model/flow-document.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { followPath, putFlow } from '../document/flow-path.ts';
import type { FoundSpan } from './find-pattern.ts';
import type { FlowText } from './list-texts.ts';

/** A match in a text of the flow. */
export interface FlowMatch {
  readonly text: FlowText;
  readonly span: FoundSpan;
}

/** Whether a match may be replaced: ids are what wires hold on to, and keys what programs do. */
export function isReplaceable({ text }: FlowMatch): boolean {
  return text.part === 'title' || text.part === 'setting';
}

/**
 * The file's flow with other words in place of the matches, in sub-flows as well. The matches are of this very flow;
 * those of ids and keys stay, as does all that is no text. Without a change the answer is the same flow.
 */
export function replaceInFlow(
  root: FlowDocument,
  matches: readonly FlowMatch[],
  write: (match: FlowMatch) => string,
): FlowDocument {
  const byFlow = Map.groupBy(matches.filter(isReplaceable), ({ text }) => text.place);
  let next = root;
  for (const [place, inFlow] of byFlow) {
    const { flow } = followPath(next, place.path);
    const nodes = { ...flow.nodes };
    for (const [text, spans] of Map.groupBy(inFlow, ({ text }) => text)) {
      const node = nodes[text.nodeId];
      if (node !== undefined)
        nodes[text.nodeId] = writeText(node, text, rewrite(text, spans, write));
    }
    next = putFlow(next, place.path, { ...flow, nodes });
  }
  return next;
}

function rewrite(
  { text }: FlowText,
  matches: readonly FlowMatch[],
  write: (match: FlowMatch) => string,
): string {
  let done = '';
  let at = 0;
  for (const match of matches.toSorted((a, b) => a.span.start - b.span.start)) {
    done += text.slice(at, match.span.start) + write(match);
    at = match.span.end;
  }
  return done + text.slice(at);
}

function writeText(node: FlowNode, { part, keys }: FlowText, text: string): FlowNode {
  if (part === 'title') return { ...node, title: text };
  const [key = '', ...rest] = keys;
  const value = putText(node.settings[String(key)] ?? null, rest, text);
  return { ...node, settings: { ...node.settings, [key]: value } as FlowNode['settings'] };
}

function putText(value: JsonValue, keys: readonly (string | number)[], text: string): JsonValue {
  const [key, ...rest] = keys;
  if (key === undefined) return text;
  if (Array.isArray(value)) {
    return value.map((item: JsonValue, at) => (at === key ? putText(item, rest, text) : item));
  }
  if (!isJsonObject(value)) return value;
  return { ...value, [key]: putText(value[key] ?? null, rest, text) };
}
