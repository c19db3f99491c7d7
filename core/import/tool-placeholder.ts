import { placeholderKind } from '../model/placeholder.ts';
import type { JsonObject } from '../shared/json.ts';
import type { MappedPart, NodeMapping } from './node-mapping.ts';

/** Plugs a placeholder into an agent for a tool that stood in the agent’s own settings. */
export function addToolPlaceholder(
  mapping: NodeMapping,
  agent: MappedPart,
  tool: { readonly builder: string; readonly name: string; readonly original: JsonObject },
): void {
  const row = mapping.parts.filter(({ kind }) => kind === placeholderKind).length;
  const part = mapping.add(
    placeholderKind,
    {
      builder: tool.builder,
      originalType: tool.name,
      originalId: mapping.node.id,
      original: tool.original,
      inputs: [],
      outputs: [{ id: 'tool', label: 'Tool', type: 'tool' }],
    },
    { key: `tool${row + 1}`, title: tool.name, offset: [row * 260 - 40, 260] },
  );
  mapping.inner.push({ from: { part, port: 'tool' }, to: { part: agent, port: 'tools' } });
  mapping.note('tool_placeholder', { name: tool.name });
}
