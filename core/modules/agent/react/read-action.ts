import type { ToolSpec } from '../../../contracts/chat.ts';
import { isJsonObject } from '../../../shared/json.ts';

/** An action as the model wrote it: what stands after `Action:`, and after `Action Input:`. */
export interface WrittenCall {
  head: string;
  input: string;
}

/** The tool and the JSON arguments that an action means; a bare text is the only parameter of a tool that has one. */
export function readAction(
  { head, input }: WrittenCall,
  tools: readonly ToolSpec[],
): { readonly name: string; readonly arguments: string } {
  const cleaned = head.replaceAll(/[`*"“”]/g, '').trim();
  // Some write it as a call: search("x") or search[x].
  const inline = /^([\w.-]+)\s*[([]([^]*)[)\]]$/.exec(cleaned);
  const name = inline?.[1] ?? cleaned.split('\n')[0]?.trim() ?? '';
  const raw = stripFence(input.trim()) || (inline?.[2]?.trim() ?? '');
  return {
    name,
    arguments: wrap(
      raw,
      tools.find((tool) => tool.name === name),
    ),
  };
}

/** Without the asterisks of a bold label, and without a fence around the JSON. */
function stripFence(text: string): string {
  const bare = text.replace(/^\*\*\s*/, '');
  return (/^```[a-z]*\s*\n?([^]*?)\n?\s*```$/i.exec(bare)?.[1] ?? bare).trim();
}

function wrap(text: string, tool: ToolSpec | undefined): string {
  const properties = tool?.parameters['properties'];
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  const [only] = names;
  if (text === '' || text.startsWith('{') || names.length !== 1 || only === undefined) return text;
  return JSON.stringify({ [only]: text.replace(/^(["'])([^]*)\1$/, '$2') });
}
