import type { JsonObject } from '../shared/json.ts';

/** What a person asks for with one run. */
export interface RunRequest {
  /** The flow file's text: what runs is what the record keeps. */
  readonly flow: string;
  /** Values of the flow's input nodes, by node id or title; a lone string goes to the only input node. */
  readonly input: string | JsonObject;
  /** Replace the connection, model or raw format of every model in the flow, for this run. */
  readonly overrides?: ModelOverrides;
  /** Keep what goes between the run and its models, so that it can be saved and replayed later. Default: no. */
  readonly recordTraffic?: boolean;
  /** Answer from a traffic file; no model is asked. */
  readonly replay?: ReplayRequest;
  /** Go on from a run of before: what finished there is taken over instead of being done again. */
  readonly from?: RunOrigin;
  /** Run this node of the flow itself and what leads to it; the rest is skipped. */
  readonly until?: string;
  /** Hold before its first node. Default: no. */
  readonly startsPaused?: boolean;
  /** Where it holds from the start. */
  readonly breakpoints?: readonly Breakpoint[];
  /** What nodes give without being run, by node id: pinned by a person, or changed after a run. */
  readonly given?: Readonly<Record<string, GivenOutputs>>;
}

/**
 * Which run this one goes on from. What that one finished is taken over where it would be the same work again: the same
 * node with the same kind, settings and inputs. `resume`: it had not come to its end. `changed`: it may have. `fork`: as
 * `changed`, but `node` and what comes after it are done anew.
 */
export interface RunOrigin {
  readonly runId: string;
  readonly kind: 'resume' | 'fork' | 'changed';
  /** The node that a fork does anew; absent otherwise. */
  readonly node?: string;
}

/** Where a run holds. Nodes are named by their paths, such as `sub1/llm1`; `edge` by its ends, as in flow files. */
export type Breakpoint =
  | { readonly node: string; readonly when: 'before' | 'after' }
  | { readonly edge: { readonly from: string; readonly to: string } };

/** Values by output port that stand in for a node's work. */
export interface GivenOutputs {
  readonly outputs: JsonObject;
  /** `pinned`: kept for every run until it is taken away. `edited`: changed in what one run recorded. */
  readonly reason: 'pinned' | 'edited';
}

/** With the waits of the recording, or at once. */
export type ReplayPace = 'recorded' | 'none';

/** The recording that a run is answered from. */
export interface ReplayRequest {
  /** How people know the file; stands in the record. */
  readonly name: string;
  /** The text of the traffic file. */
  readonly text: string;
  readonly pace: ReplayPace;
}

export interface ModelOverrides {
  readonly connection?: string;
  readonly model?: string;
  readonly rawFormat?: string;
}
