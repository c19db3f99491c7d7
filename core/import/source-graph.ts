import type { JsonObject } from '../shared/json.ts';

/** The programs whose files can be read. */
export const builders = {
  'flowise-agentflow': 'Flowise',
  'flowise-chatflow': 'Flowise',
  langflow: 'Langflow',
  dify: 'Dify',
  n8n: 'n8n',
  rivet: 'Rivet',
} as const;

/** A format that can be imported. */
export type ForeignFormat = keyof typeof builders;

/** A node as the other program's file has it. */
export interface SourceNode {
  readonly id: string;
  /** Its type there. */
  readonly type: string;
  readonly title: string;
  /** Top left, px at zoom 1. */
  readonly position?: readonly [number, number];
  /** Width and height, for containers. */
  readonly size?: readonly [number, number];
  readonly parent?: string;
  readonly disabled?: boolean;
  /** All that the file says of it, without secrets. */
  readonly settings: JsonObject;
}

/** A wire as the other program's file has it. */
export interface SourceWire {
  readonly from: string;
  /** '' for the only output. */
  readonly fromPort: string;
  readonly to: string;
  /** '' for the only input. */
  readonly toPort: string;
  /** `order`: it says what runs next, and carries no value of its own. */
  readonly role: 'data' | 'order' | 'tool';
}

/** One flow of a file, read but not yet mapped. */
export interface SourceGraph {
  readonly name: string;
  readonly description: string;
  readonly nodes: readonly SourceNode[];
  readonly wires: readonly SourceWire[];
}

/** A value that another node gives: the whole of it, or one of its fields. */
export interface Reference {
  readonly node: string;
  /** A port or field there; '' for its only or main value. */
  readonly field: string;
}
