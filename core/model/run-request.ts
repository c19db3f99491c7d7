import type { JsonObject } from '../shared/json.ts';

/** What a person asks for with one run. */
export interface RunRequest {
  /** The flow file's text: what runs is what the record keeps. */
  readonly flow: string;
  /** Values of the flow's input nodes, by node id or title; a lone string goes to the only input node. */
  readonly input: string | JsonObject;
  /** Replace the connection, model or raw format of every model in the flow, for this run. */
  readonly overrides?: ModelOverrides;
}

export interface ModelOverrides {
  readonly connection?: string;
  readonly model?: string;
  readonly rawFormat?: string;
}
