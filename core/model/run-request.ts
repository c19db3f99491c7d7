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
