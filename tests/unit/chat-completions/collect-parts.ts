import type { ChatPart, ToolCall } from '../../../core/contracts/chat.ts';

/** A turn as its consumer ends up with it. */
export interface CollectedTurn {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly ToolCall[];
  readonly errors: readonly string[];
  readonly usage?: unknown;
  readonly finish: string;
}

/** Sums parts up and checks what every stream owes: deltas that add up to the calls, one `finish`, at the end. */
export function collectParts(parts: readonly ChatPart[]): CollectedTurn {
  const streamed = new Map<number, { id: string; name: string; text: string }>();
  const turn = {
    text: '',
    reasoning: '',
    calls: [] as ToolCall[],
    errors: [] as string[],
    finish: '',
  };
  let usage: unknown;
  for (const part of parts) {
    if (turn.finish !== '') throw new Error(`${part.type} after finish`);
    if (part.type === 'text-delta') turn.text += part.text;
    if (part.type === 'reasoning-delta') turn.reasoning += part.text;
    if (part.type === 'tool-call-start') {
      if (streamed.has(part.call)) throw new Error(`call ${part.call} started twice`);
      streamed.set(part.call, { id: part.id, name: part.name, text: '' });
    }
    if (part.type === 'tool-call-delta') {
      const call = streamed.get(part.call);
      if (call === undefined) throw new Error(`delta of call ${part.call} before its start`);
      call.text += part.text;
    }
    if (part.type === 'tool-call-end') {
      const { id, name, arguments: text } = part.toolCall;
      const started = streamed.get(part.call);
      if (JSON.stringify(started) !== JSON.stringify({ id, name, text })) {
        throw new Error(`call ${part.call} ended unlike it streamed: ${JSON.stringify(started)}`);
      }
      turn.calls.push(part.toolCall);
    }
    if (part.type === 'tool-call-error') turn.errors.push(part.error.code);
    if (part.type === 'usage') usage = part.usage;
    if (part.type === 'finish') turn.finish = part.reason;
  }
  return { ...turn, ...(usage === undefined ? {} : { usage }) };
}
