import type { ChatPart, ToolCall } from '../../core/contracts/chat.ts';
import type { RunEvent, StatusEvent } from '../../core/contracts/events.ts';

/** A call as a model makes it; arguments that are no text are written as JSON. */
export const call = (id: string, name: string, args: unknown): ToolCall => ({
  id,
  name,
  arguments: typeof args === 'string' ? args : JSON.stringify(args),
});

/** A turn that makes calls, streamed as a provider streams them. */
export function callTurn(...calls: readonly ToolCall[]): ChatPart[] {
  return [
    ...calls.flatMap((toolCall, index): ChatPart[] => [
      { type: 'tool-call-start', call: index, id: toolCall.id, name: toolCall.name },
      { type: 'tool-call-delta', call: index, text: toolCall.arguments },
      { type: 'tool-call-end', call: index, toolCall },
    ]),
    { type: 'finish', reason: 'tool-calls' },
  ];
}

/** A turn of text, in these pieces. */
export const textTurn = (...pieces: readonly string[]): ChatPart[] => [
  ...pieces.map((text): ChatPart => ({ type: 'text-delta', text })),
  { type: 'finish', reason: 'stop' },
];

/** The spans of a run in the order in which they opened, each as `node: title`. */
export const spansOf = (events: readonly RunEvent[]): string[] =>
  events
    .filter(
      (event) => event.queue === 'status' && (event.body as StatusEvent).type === 'span-opened',
    )
    .map((event) => `${event.nodeId}: ${(event.body as { title: string }).title}`);
