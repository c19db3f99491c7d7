import type { CallPart, ChatPart, ErrorPart, TextPart } from './chat-part.ts';
import type { ChatTurn } from './conversation-store.ts';
import type { TextSegment } from './growing-text.ts';

/** One row of the conversation, small enough to be drawn again while it grows. */
export type ChatItem = { readonly key: string; readonly turn: ChatTurn } & (
  | { readonly kind: 'message' | 'waiting' | 'questions' | 'footer' }
  | { readonly kind: 'call'; readonly part: CallPart; readonly isOpen: boolean }
  | { readonly kind: 'error'; readonly part: ErrorPart }
  /** What was said on the way, under a heading that unfolds it. */
  | { readonly kind: 'fold'; readonly part: TextPart; readonly isOpen: boolean }
  | { readonly kind: 'segment'; readonly segment: TextSegment; readonly isAside: boolean }
);

/** Lays out a turn as rows; `unfolded` holds the keys of the headings that are open. */
export function listItems(
  turn: ChatTurn,
  parts: readonly ChatPart[],
  unfolded: ReadonlySet<string>,
): readonly ChatItem[] {
  const items: ChatItem[] = [{ kind: 'message', key: turn.id, turn }];
  for (const [at, part] of parts.entries()) {
    const key = `${turn.id} ${at}`;
    const isOpen = unfolded.has(key);
    if (part.kind === 'call') items.push({ kind: 'call', key, turn, part, isOpen });
    else if ('error' in part) {
      items.push({ kind: 'error', key, turn, part });
    } else {
      const isAside = !part.isAnswer;
      if (isAside) items.push({ kind: 'fold', key, turn, part, isOpen });
      if (isOpen || !isAside) items.push(...segmentItems(turn, key, part, isAside));
    }
  }
  return items;
}

function segmentItems(
  turn: ChatTurn,
  key: string,
  part: TextPart,
  isAside: boolean,
): readonly ChatItem[] {
  return part.text
    .segments()
    .map((segment) => ({ kind: 'segment', key: `${key} ${segment.at}`, turn, segment, isAside }));
}
