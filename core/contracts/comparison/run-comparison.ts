import type { ErrorInfo } from '../../shared/errors.ts';
import type { SpanState } from '../events.ts';
import type { RunSummary } from '../record.ts';
import type { Usage } from '../usage.ts';

/** What can be another in a step that both runs have. How long it took and what it cost is told, but is no difference. */
export type StepAspect = 'state' | 'input' | 'text' | 'reasoning' | 'calls' | 'output' | 'error';

/** The aspects in the order in which they come about; what came first is often why the others followed. */
export const stepAspects: readonly StepAspect[] = [
  'input',
  'reasoning',
  'text',
  'calls',
  'error',
  'output',
  'state',
];

/** A step as one of two runs did it. */
export interface StepSide {
  /** '' for the run itself, a pass, and a node that was skipped. */
  readonly spanId: string;
  /** The node's id in this run's flow. */
  readonly nodeId: string;
  readonly state: SpanState | 'interrupted';
  /** µs since the Unix epoch. */
  readonly openedUs: number;
  /** Absent while it runs and for what was skipped. */
  readonly durationUs?: number;
  /** From its opening; absent for what streamed nothing. */
  readonly firstTokenUs?: number;
  /** Pieces that were streamed. */
  readonly tokens: number;
  readonly usage?: Usage;
  readonly error?: ErrorInfo;
  /** Its result was taken from somewhere instead of being made. */
  readonly isReused: boolean;
}

/** A step of two runs, or of one of them. */
export interface ComparedStep {
  /** Its number among all rows, in the order of the runs; 0 is the run itself. */
  readonly row: number;
  /** 0 for the run itself, 1 for its nodes, more for what lies in them. */
  readonly depth: number;
  /** Itself and all that lies in it. */
  readonly size: number;
  readonly kind: string;
  /** The node's title, or what the step was called. */
  readonly title: string;
  /** The passes that it lies in, such as `map1:2/loop1:3`. */
  readonly iteration: string;
  /** The number of a pass, whose row holds the steps of that pass; absent for all others. */
  readonly pass?: number;
  readonly attempt: number;
  /** A stretch of what its node did, such as a round of an agent, whose name is the module's, not the person's. */
  readonly isPart: boolean;
  /** Absent where the other run alone has it. */
  readonly a?: StepSide;
  readonly b?: StepSide;
  readonly differs: readonly StepAspect[];
  /** How many of the steps in it differ, or are in one of the runs only. */
  readonly differentWithin: number;
}

/** What became of a node in both runs, all its executions together. */
export interface ComparedNode {
  /** As events of the first run name it, or of the second where only that has it: with the sub-flows that it lies in. */
  readonly nodeId: string;
  readonly mark: 'same' | 'differs' | 'only-a' | 'only-b';
  /** All that differs in any execution. */
  readonly differs: readonly StepAspect[];
  /** How often it was executed. */
  readonly countA: number;
  readonly countB: number;
  /** Sums over all executions, µs. */
  readonly durationUsA: number;
  readonly durationUsB: number;
  /** The first row that differs; else the first of all. */
  readonly row: number;
}

export interface ComparisonCounts {
  readonly same: number;
  readonly different: number;
  readonly onlyA: number;
  readonly onlyB: number;
  /** Steps of either run that were too many to look at. */
  readonly leftOut: number;
}

/** Two runs beside each other, but for the rows, which are asked for as they are needed. */
export interface RunComparison {
  readonly a: RunSummary;
  readonly b: RunSummary;
  /** Ids of nodes in the second run's flow that stand for another id in the first's, since their titles are the same. */
  readonly renamed: Readonly<Record<string, string>>;
  readonly counts: ComparisonCounts;
  readonly nodes: readonly ComparedNode[];
  readonly rowCount: number;
  /** The row of the whole runs, with the sums. */
  readonly whole: ComparedStep;
  /** The row whose streamed text is the first to differ; absent where none does. */
  readonly firstTextRow?: number;
}

/** What of a step can be read as a text. */
export type ComparedPart = 'input' | 'reasoning' | 'text' | 'calls' | 'output' | 'error';

/** The place in one run where its text stops being the other's. */
export interface TokenPlace {
  /** From 1, among the pieces that make up the text. */
  readonly number: number;
  readonly count: number;
  /** What the piece says, and how many of its first characters are still the same. */
  readonly text: string;
  readonly sameCharacters: number;
  /** The event that brought it. */
  readonly seq: number;
}

/** A text of one run: the piece of it that lies around the first difference. */
export interface TextSide {
  readonly text: string;
  /** Characters that come before the piece. */
  readonly from: number;
  readonly total: number;
  /** Where the first different character came from; absent where the text ends there, and for values, which come whole. */
  readonly token?: TokenPlace;
}

/** A text of both runs. */
export interface TextComparison {
  readonly part: ComparedPart;
  /** Characters that are the same from the start; absent where all are. */
  readonly differsAt?: number;
  /** Absent where a run has no such text. */
  readonly a?: TextSide;
  readonly b?: TextSide;
}
