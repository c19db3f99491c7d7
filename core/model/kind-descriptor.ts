import type { JsonObject } from '../shared/json.ts';
import type { Field } from './field.ts';
import type { NodePorts } from './port.ts';

/** The family of a kind: its place in the palette and its hue. */
export type KindCategory = 'models' | 'agents' | 'tools' | 'flow' | 'io' | 'text';

/** What a kind may reach beyond its inputs; shown before an untrusted flow runs. */
export type Capability = 'network' | 'code' | 'process' | 'files' | 'secrets';

/** A module kind as data: all that palette, inspector and validation need to know of it. */
export interface KindDescriptor {
  readonly kind: string;
  readonly version: number;
  readonly title: string;
  /** One sentence: what a node of this kind does. */
  readonly description: string;
  /** Name of a lucide icon, such as `message-square`. */
  readonly icon: string;
  readonly category: KindCategory;
  readonly fields: readonly Field[];
  /** The ports of a node with default settings. */
  readonly ports: NodePorts;
  /** What the engine feeds (`run-input`) or reads (`run-output`) at a run's ends; absent for all other kinds. */
  readonly role?: 'run-input' | 'run-output';
  /** Other nodes may lie inside a node of this kind. */
  readonly isContainer?: true;
  /** It stands in a module of the person's own, and runs with all rights. */
  readonly isOwn?: true;
  readonly capabilities: readonly Capability[];
  readonly defaultSettings: JsonObject;
  /** JSON schema of the settings. */
  readonly settingsSchema: JsonObject;
}

/** What the engine tells of one node of a checked flow. */
export interface NodeInfo {
  /** One line: what the node is set to, such as `demo · function calling · 2 tools`. */
  readonly summary: string;
  readonly ports: NodePorts;
}
