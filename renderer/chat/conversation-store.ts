import * as z from 'zod';
import { create } from 'zustand';
import type { RunState } from '../../core/contracts/events.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { errorInfo, loadPart, storePart, storedPart } from './chat-part.ts';
import type { ChatPart, StoredPart } from './chat-part.ts';

/** How a turn ended, and what it took. */
export interface TurnOutcome {
  readonly state: Exclude<RunState, 'running'>;
  readonly error?: ErrorInfo | undefined;
  readonly durationMs?: number | undefined;
  readonly tokens: number;
  /** US dollars; undefined where no price is known. */
  readonly costUsd?: number | undefined;
}

/** What a person said, and what the flow answered. */
export interface ChatTurn {
  readonly id: string;
  readonly message: string;
  /** Undefined until the run has started. */
  readonly runId: string | undefined;
  /** The whole answer; empty before its end, when the run itself tells how far it is. */
  readonly parts: readonly ChatPart[];
  /** Undefined before its end. */
  readonly outcome: TurnOutcome | undefined;
}

interface ConversationStore {
  /** The turns by flow, oldest first. */
  readonly byFlow: Readonly<Record<string, readonly ChatTurn[]>>;
}

const noTurns: readonly ChatTurn[] = [];
// A browser gives a page about five million characters in all.
const storedLimit = 1_500_000;

/** The conversations with the flows of this session; kept over a reload of the window, not over its end. */
export const useConversations = create<ConversationStore>()(() => ({ byFlow: {} }));

/** The conversation with a flow, from this window or from before its reload. */
export function turnsOf(store: ConversationStore, flowKey: string): readonly ChatTurn[] {
  return store.byFlow[flowKey] ?? noTurns;
}

/** Reads what was kept of a conversation; does nothing where it is there already. */
export function loadConversation(flowKey: string): void {
  if (useConversations.getState().byFlow[flowKey] !== undefined) return;
  setTurns(flowKey, readStored(sessionStorage.getItem(storageKey(flowKey))));
}

export function changeTurns(
  flowKey: string,
  change: (turns: readonly ChatTurn[]) => readonly ChatTurn[],
): void {
  const turns = change(turnsOf(useConversations.getState(), flowKey));
  setTurns(flowKey, turns);
  try {
    sessionStorage.setItem(storageKey(flowKey), writeStored(turns, storedLimit));
  } catch {
    // A full or forbidden store costs only the memory over a reload.
  }
}

function setTurns(flowKey: string, turns: readonly ChatTurn[]): void {
  useConversations.setState(({ byFlow }) => ({ byFlow: { ...byFlow, [flowKey]: turns } }));
}

function storageKey(flowKey: string): string {
  return `millrace.chat ${flowKey}`;
}

type StoredTurn = Omit<ChatTurn, 'parts' | 'runId' | 'outcome'> &
  Partial<Pick<ChatTurn, 'runId' | 'outcome'>> & { readonly parts: readonly StoredPart[] };

const storedTurns: z.ZodType<readonly StoredTurn[]> = z.array(
  z.object({
    id: z.string(),
    message: z.string(),
    runId: z.string().optional(),
    parts: z.array(storedPart),
    outcome: z
      .object({
        state: z.enum(['done', 'failed', 'cancelled', 'interrupted']),
        error: errorInfo.optional(),
        durationMs: z.number().optional(),
        tokens: z.number(),
        costUsd: z.number().optional(),
      })
      .optional(),
  }),
);

/** The newest turns as text, no longer than `limit` characters. */
export function writeStored(turns: readonly ChatTurn[], limit: number): string {
  let left = limit;
  const kept: string[] = [];
  for (const turn of turns.toReversed()) {
    const stored: StoredTurn = { ...turn, parts: turn.parts.map(storePart) };
    const text = JSON.stringify(stored);
    left -= text.length + 1;
    if (left < 2) break;
    kept.unshift(text);
  }
  return `[${kept.join(',')}]`;
}

/** Reads what `writeStored` wrote; nothing where it is broken. */
export function readStored(text: string | null): readonly ChatTurn[] {
  try {
    const stored = storedTurns.safeParse(JSON.parse(text ?? '[]'));
    if (!stored.success) return noTurns;
    return stored.data.map(({ runId, outcome, ...turn }) => ({
      ...turn,
      // JSON drops what is undefined.
      runId,
      outcome,
      parts: turn.parts.map(loadPart),
    }));
  } catch {
    return noTurns;
  }
}
