import type {
  ComparedPart,
  ComparedStep,
  RunComparison,
  TextComparison,
} from '../../contracts/comparison/run-comparison.ts';

/** Two runs by their ids. */
interface TwoRuns {
  readonly a: string;
  readonly b: string;
}

/** Commands that put two runs side by side. */
export interface CompareCommands {
  /** Compares two runs as they are now; takes seconds for runs of millions of events. Fails with `unknown_run`. */
  'compare.open': {
    readonly params: TwoRuns;
    readonly result: {
      readonly comparison: RunComparison;
      /** The texts of the flows as they ran. */
      readonly flowA: string;
      readonly flowB: string;
    };
  };
  /**
   * Some of the rows: in the order of the runs, or what differs most first. Those that were counted by the last
   * `compare.open` of this client; it compares anew when it compared others since, or a while ago.
   */
  'compare.rows': {
    readonly params: TwoRuns & {
      readonly order: 'run' | 'differences';
      readonly from: number;
      readonly count: number;
    };
    readonly result: { readonly rows: readonly ComparedStep[] };
  };
  /** A text of a row in both runs, around the first difference. */
  'compare.text': {
    readonly params: TwoRuns & { readonly row: number; readonly part: ComparedPart };
    readonly result: TextComparison;
  };
}
