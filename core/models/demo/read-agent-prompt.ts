import type { ToolSpec } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { PlannedCall } from './plan-calls.ts';
import type { ToolResult } from './word-results.ts';

/** A message without what an agent says in it about the rounds it has left. */
export function removeRoundNote(text: string): string {
  return text.replace(/\s*\[Rounds left after this one: [^\]]*\]\s*$/, '');
}

/** The tools that a prompt tells of, a line each: `- name: what it does | parameters: {…}`. */
export function readToolLines(prompt: string): readonly ToolSpec[] {
  const lines = prompt.matchAll(/^- ([\w-]+): (.*) \| parameters: (\{.*\})$/gm);
  return [...lines].flatMap(([, name = '', description = '', schema = '']) => {
    const parameters = readObject(schema);
    return parameters === undefined ? [] : [{ name, description, parameters }];
  });
}

/** The actions in a text of thoughts and actions, in their order. */
export function readActions(text: string): readonly PlannedCall[] {
  const actions = text.matchAll(/^Action: (.+)\nAction Input: (.*)$/gm);
  return [...actions].map(([, name = '', input = '']) => ({
    name: name.trim(),
    arguments: readObject(input) ?? {},
  }));
}

/** The observations in a message, in the order of the actions. */
export function readObservations(text: string): readonly string[] {
  return text
    .split(/^Observation \([^)]*\): /m)
    .slice(1)
    .map((content) => content.trim());
}

/** Planned evidence with what was found, from the prompt of the last step. */
export function readEvidence(prompt: string): readonly ToolResult[] {
  const pieces = prompt.split(/^Plan: /m).slice(1);
  return pieces.flatMap((piece) => {
    const found = /^#E\d+ = ([\w-]+)\[([^]*?)\]\nEvidence: ([^]*)$/m.exec(piece);
    if (found === null) return [];
    const [, name = '', input = '', content = ''] = found;
    return [{ call: { name, arguments: readObject(input) ?? {} }, content: content.trim() }];
  });
}

function readObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
