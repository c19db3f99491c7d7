import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { JsonObject } from '../../core/shared/json.ts';
import { startRun } from '../commands/run-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import type { OpenFile } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { runFeed } from '../run/run-feed.ts';
import { useRunStore } from '../run/run-store.ts';
import type { RunView } from '../run/run-view.ts';
import { runInputFields, useRunInputStore } from '../run/run-input-store.ts';
import type { ChatPart } from './chat-part.ts';
import { changeTurns, turnsOf, useConversations } from './conversation-store.ts';
import type { ChatTurn, TurnOutcome } from './conversation-store.ts';
import { answerPart, foldChat, isCut } from './fold-chat.ts';
import { readChatFlow } from '../document/read-chat-flow.ts';
import type { ChatFlow } from '../document/read-chat-flow.ts';
import { writeHistory } from './write-history.ts';

/** What the conversation with the open flow is kept by; the same after a reload. */
export function flowKeyOf(file: OpenFile, root: FlowDocument): string {
  return `${file.name} ${root.id}`;
}

interface LiveTurn {
  readonly flowKey: string;
  readonly turnId: string;
  readonly speakerIds: ReadonlySet<string>;
}

/** The turns whose runs have not ended yet, by run. */
const live = new Map<string, LiveTurn>();

/** Runs the flow with what the person says, after the turns before; `keep` counts those that stay. */
export async function sendMessage(message: string, keep?: number): Promise<void> {
  const { root, file } = useDocumentStore.getState();
  const flow = readChatFlow(root, useEngineStore.getState().kinds);
  if (flow.messageNodeId === undefined) return;
  const flowKey = flowKeyOf(file, root);
  const before = turnsOf(useConversations.getState(), flowKey).slice(0, keep);
  const turnId = crypto.randomUUID();
  const turn: ChatTurn = { id: turnId, message, runId: undefined, parts: [], outcome: undefined };
  changeTurns(flowKey, () => [...before, turn]);
  let hasStarted = false;
  await startRun({
    input: inputOf(root, flow, message, before),
    onStart: (runId) => {
      hasStarted = true;
      live.set(runId, { flowKey, turnId, speakerIds: flow.speakerIds });
      changeTurn(flowKey, turnId, { runId, outcome: undefined });
      settle();
    },
  });
  if (hasStarted) return;
  const { error } = useRunStore.getState();
  changeTurn(flowKey, turnId, { outcome: { state: 'failed', error, tokens: 0 } });
}

function inputOf(
  root: FlowDocument,
  { messageNodeId = '', historyNodeId }: ChatFlow,
  message: string,
  before: readonly ChatTurn[],
): JsonObject {
  const { kinds } = useEngineStore.getState();
  const fields = runInputFields(root, kinds, useRunInputStore.getState().typed);
  const typed = fields.filter(({ value }) => value !== '');
  return {
    ...Object.fromEntries(typed.map(({ nodeId, value }) => [nodeId, value])),
    [messageNodeId]: message,
    ...(historyNodeId === undefined ? {} : { [historyNodeId]: writeHistory(before) }),
  };
}

function changeTurn(flowKey: string, turnId: string, change: Partial<ChatTurn>): void {
  changeTurns(flowKey, (turns) =>
    turns.map((turn) => (turn.id === turnId ? { ...turn, ...change } : turn)),
  );
}

/** Keeps the answer of a run that has ended, before another run takes its place in the window. */
function settle(): void {
  const { live: view } = runFeed;
  const turn = live.get(view.runId);
  // After a lost engine the run may go on; its turn stays open until it is known.
  if (turn === undefined || view.state === 'running' || view.state === 'interrupted') return;
  live.delete(view.runId);
  const parts = foldChat(view, turn.speakerIds);
  changeTurn(turn.flowKey, turn.turnId, { parts, outcome: outcomeOf(view, view.state) });
  const { output } = view;
  if (output !== undefined && 'hash' in output && isCut(parts, output)) {
    void completeAnswer(turn, parts, output.hash);
  }
}

/** Puts the whole of a large answer in place of its beginning, which stays where it cannot be read. */
async function completeAnswer(
  { flowKey, turnId }: LiveTurn,
  parts: readonly ChatPart[],
  hash: string,
): Promise<void> {
  const read = await useEngineStore
    .getState()
    .client?.call('value.read', { hash })
    .catch(() => undefined);
  if (read === undefined) return;
  changeTurn(flowKey, turnId, { parts: [...parts.slice(0, -1), answerPart(read.value)] });
}

runFeed.subscribeLive(settle);

function outcomeOf(view: RunView, state: TurnOutcome['state']): TurnOutcome {
  const { startedUs, endedUs, tokens, costUsd, error } = view;
  const durationMs =
    startedUs === undefined || endedUs === undefined ? undefined : (endedUs - startedUs) / 1000;
  return { state, error, durationMs, tokens, costUsd };
}

/** Shows an unfinished turn's run again, from its first event, and keeps its answer when it has ended. */
export function resumeTurn(flowKey: string, turn: ChatTurn, speakerIds: ReadonlySet<string>): void {
  if (turn.runId === undefined) return;
  live.set(turn.runId, { flowKey, turnId: turn.id, speakerIds });
  if (runFeed.live.runId === turn.runId) settle();
  else void useRunStore.getState().openRun(turn.runId);
}
