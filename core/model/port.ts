/** What flows through a port. `tool` and `any` are special: a tool is a capability, not data; `any` takes all data. */
export type PortType = 'text' | 'number' | 'boolean' | 'json' | 'messages' | 'tool' | 'any';

/** One end for wires on a node. */
export interface Port {
  /** Unique among the node's inputs (or outputs); the part after the dot in an edge's `from` and `to`. */
  readonly id: string;
  readonly label: string;
  readonly type: PortType;
  /** What comes or goes there, in a sentence, where the label alone does not say it. */
  readonly description?: string;
  /** An input that must be wired for the flow to run. Meaningless on outputs. */
  readonly required?: boolean;
  /** An input that takes any number of wires; its value is the list of what they carry. */
  readonly multiple?: boolean;
  /** With `multiple`: its value is an object instead, by the title of the node that each wire comes from. */
  readonly keyed?: boolean;
  /**
   * An input that is settled by the first value to come over any of its wires; the node waits for no other of them.
   * `let-run`: the losers go on, unheard. `cancel-rest`: what only they need is stopped or skipped.
   */
  readonly race?: 'let-run' | 'cancel-rest';
}

/** The ports of a node, in the order they are drawn. */
export interface NodePorts {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** What a container shows the nodes in it; absent on all other nodes. */
  readonly inner?: InnerPorts;
}

/** The ports on the inside of a container. Their ids differ from those of its outer inputs. */
interface InnerPorts {
  /** What the nodes inside hand to the container. */
  readonly inputs: readonly Port[];
  /** What the container gives the nodes inside, anew in each pass. */
  readonly outputs: readonly Port[];
}

/**
 * Why a wire from one port to another is refused, as a plain sentence; undefined when it fits.
 * Data types convert where nothing is lost: everything but a tool can be read as `json`, `any` or, written out, as `text`.
 */
export function refuseConnection(from: PortType, to: PortType): string | undefined {
  if (from === to) return undefined;
  if (from === 'tool') return `A tool plugs into a tools port; this port takes ${describe(to)}.`;
  if (to === 'tool') return `This port takes tools; ${describe(from)} is not a tool.`;
  if (from === 'any' || to === 'any' || to === 'json' || to === 'text') return undefined;
  if (from === 'json') return undefined;
  return `This port takes ${describe(to)}, not ${describe(from)}.`;
}

const words: Record<PortType, string> = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  json: 'JSON',
  messages: 'chat messages',
  tool: 'a tool',
  any: 'any value',
};

function describe(type: PortType): string {
  return words[type];
}
