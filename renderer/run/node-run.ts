import type { RunState } from '../../core/contracts/events.ts';
import type { PendingQuestion } from '../../core/contracts/questions.ts';
import type { HeldWork } from '../../core/contracts/run-control.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import type { NodeRecord } from './run-view.ts';

/** `asking` waits for a person; `held` until a person lets it go on; `streaming` is running with text arriving; `interrupted` was running when its engine went away. */
export type NodeState =
  | 'idle'
  | 'running'
  | 'asking'
  | 'held'
  | 'streaming'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'skipped'
  | 'interrupted';

/** One node in the shown run: what the canvas draws. A new object whenever something changed. */
export interface NodeRun {
  readonly state: NodeState;
  /** When it first started, µs since the Unix epoch. */
  readonly startedUs?: number;
  /** Time at work, summed over its executions; absent while the first one runs. */
  readonly durationMs?: number;
  /** Pieces streamed so far; what the model counted, once it says so. */
  readonly tokens: number;
  /** US dollars so far, where prices are known. */
  readonly costUsd?: number;
  readonly tokensPerSecond?: number;
  /** From the start to the first streamed piece. */
  readonly firstTokenMs?: number;
  /** Which of its steps, such as model turns of an agent, the newest execution is at; from 1. */
  readonly round?: number;
  /** How often another node asked for it, as an agent asks a tool. */
  readonly calls: number;
  /** The end of the newest text, at most 400 characters. */
  readonly liveText: string;
  /** What it waits for a person to answer, while the run goes on. */
  readonly question?: PendingQuestion;
  /** What of it is held, while the run goes on. */
  readonly held?: HeldWork;
  /** Where its newest outputs come from when nothing was done: an earlier run, or a person. */
  readonly reused?: 'run' | 'pinned' | 'edited';
  readonly error?: ErrorInfo;
  /** Of a container: the newest pass, from 1; how many there will be; in how many a node failed. */
  readonly passes?: number;
  readonly elements?: number;
  readonly failedPasses?: number;
  /** How many of its own executions in a container failed, while others did not. */
  readonly failures?: number;
  /** Of a sub-flow: what inside it spoke or began last. */
  readonly activity?: string;
}

/** The longest live text, in characters. */
export const liveTextLimit = 400;

// A rate over fewer pieces says nothing.
const fewestGaps = 3;

/** What a node without any event is. */
export const idleNodeRun: NodeRun = { state: 'idle', tokens: 0, calls: 0, liveText: '' };

/** Takes a node's picture for React. */
export function pictureNode(node: NodeRecord, runState: RunState): NodeRun {
  return {
    state: stateOf(node, runState),
    tokens: node.tokens,
    calls: node.calls,
    liveText: (node.tail || takenOverText(node)).slice(-liveTextLimit),
    ...(node.startedUs === undefined ? {} : { startedUs: node.startedUs }),
    ...(node.running > 0 && node.durationUs === 0 ? {} : { durationMs: node.durationUs / 1000 }),
    ...(node.costUsd === undefined ? {} : { costUsd: node.costUsd }),
    ...rateOf(node),
    ...(node.firstTokenUs === undefined || node.startedUs === undefined
      ? {}
      : { firstTokenMs: (node.firstTokenUs - node.startedUs) / 1000 }),
    ...(node.rounds === 0 ? {} : { round: node.rounds }),
    ...(node.error === undefined ? {} : { error: node.error }),
    ...passesOf(node),
    ...(node.failures === 0 ? {} : { failures: node.failures }),
    ...(runState === 'running' && node.questions[0] ? { question: node.questions[0] } : {}),
    ...(runState === 'running' && node.held[0] ? { held: node.held[0] } : {}),
    ...reusedOf(node),
    ...(node.activity === undefined ? {} : { activity: node.activity }),
  };
}

function passesOf({
  passes,
  elements,
  failedPasses,
}: NodeRecord): Pick<NodeRun, 'passes' | 'elements' | 'failedPasses'> {
  if (passes === 0) return {};
  return {
    passes,
    ...(elements === undefined ? {} : { elements }),
    ...(failedPasses.size === 0 ? {} : { failedPasses: failedPasses.size }),
  };
}

/** What a node says that streamed nothing, since its outputs were there already. */
function takenOverText({ last, lastOutput }: NodeRecord): string {
  if (last?.reused === undefined || lastOutput === undefined || !('value' in lastOutput)) return '';
  const { value } = lastOutput;
  const text = isJsonObject(value) ? value['text'] : undefined;
  return typeof text === 'string' ? text : '';
}

function reusedOf({ last }: NodeRecord): Pick<NodeRun, 'reused'> {
  const reused = last?.reused;
  if (reused === undefined) return {};
  return { reused: 'runId' in reused ? 'run' : reused.by };
}

function rateOf(node: NodeRecord): Pick<NodeRun, 'tokensPerSecond'> {
  if (node.gaps < fewestGaps || node.streamUs === 0) return {};
  return { tokensPerSecond: (node.gaps * 1e6) / node.streamUs };
}

function stateOf(node: NodeRecord, runState: RunState): NodeState {
  if (node.questions.length > 0 && runState === 'running') return 'asking';
  if (node.held.length > 0 && runState === 'running') return 'held';
  if (node.running > 0) {
    if (runState === 'running') return node.streaming > 0 ? 'streaming' : 'running';
    return runState === 'cancelled' ? 'cancelled' : 'interrupted';
  }
  if (node.retrying && runState === 'running') return 'running';
  if (node.skipped) return 'skipped';
  return node.last === undefined ? 'idle' : node.last.state;
}
