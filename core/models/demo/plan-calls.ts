import type { ToolSpec } from '../../contracts/chat.ts';
import type { JsonObject } from '../../shared/json.ts';
import { chooseTool } from './choose-tool.ts';
import { fillArguments } from './fill-arguments.ts';

/** A call that the demo model means to make. */
export interface PlannedCall {
  readonly name: string;
  readonly arguments: JsonObject;
}

/** What to do about a question: call tools, ask for something that is missing, or just answer. */
export type Plan =
  | { readonly kind: 'calls'; readonly calls: readonly PlannedCall[] }
  | { readonly kind: 'ask'; readonly tool: string; readonly parameter: string }
  | { readonly kind: 'answer' };

/** Plans the calls for a question. `earlier` is the question before it, for "and in Paris?". */
export function planCalls(question: string, tools: readonly ToolSpec[], earlier?: string): Plan {
  const parts = findParts(question, tools);
  if (parts.length === 0 && earlier !== undefined && isFollowUp(question)) {
    const tool = chooseTool(earlier, tools);
    if (tool !== undefined) parts.push({ tool, text: question });
    return planParts(parts, `${question} ${earlier}`);
  }
  return planParts(parts, question);
}

interface Part {
  readonly tool: ToolSpec;
  text: string;
}

function planParts(parts: readonly Part[], whole: string): Plan {
  const calls = new Map<string, PlannedCall>();
  let missing: Plan | undefined;
  for (const { tool, text } of parts) {
    const filled = fillArguments(tool, { part: text, whole });
    if ('missing' in filled) {
      missing ??= { kind: 'ask', tool: tool.name, parameter: filled.missing };
      continue;
    }
    for (const given of filled.arguments) {
      const call = { name: tool.name, arguments: given };
      calls.set(JSON.stringify(call), call);
    }
  }
  if (calls.size > 0) return { kind: 'calls', calls: [...calls.values()] };
  return missing ?? { kind: 'answer' };
}

/** Cuts a question into parts that each ask one tool; a part that asks none belongs to its neighbour. */
function findParts(question: string, tools: readonly ToolSpec[]): Part[] {
  const parts: Part[] = [];
  let opening = '';
  for (const text of splitQuestion(question)) {
    const tool = chooseTool(text, tools);
    const last = parts.at(-1);
    if (tool !== undefined) {
      parts.push({ tool, text: `${opening}${text}` });
      opening = '';
    } else if (last !== undefined) {
      last.text += ` ${text}`;
    } else {
      opening += `${text} `;
    }
  }
  if (parts.length > 0) return parts;
  const tool = chooseTool(question, tools);
  return tool === undefined ? [] : [{ tool, text: question }];
}

const sentenceEnd = /(?<=[.!?;])\s+|(?<=[。！？；])/;
const nextRequest =
  /,?\s+(?:and|then|also|plus)\s+(?=(?:what|how|who|when|where|which|is|are|tell|show|give|look|find|check|convert|search|translate|calculate|compute|the|its|also|then|get|fetch|list|send|book)\b)/i;

/** Cuts a question where it asks for something else. */
export function splitQuestion(question: string): readonly string[] {
  // A quoted text may hold whole sentences.
  if (/["“「]/.test(question)) return [question];
  return question
    .split(sentenceEnd)
    .flatMap((sentence) => sentence.split(nextRequest))
    .filter((text) => text.trim() !== '');
}

function isFollowUp(question: string): boolean {
  return /^(?:and|what about|how about|那|那么)\b|呢[？?]?$/i.test(question.trim());
}
