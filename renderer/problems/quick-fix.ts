import type { Finding } from '../../core/model/finding.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { NodePorts } from '../../core/model/port.ts';
import { nestingOf } from '../document/families.ts';

/** What a quick fix does; its words stand under this in the dictionary `inspector`. */
type QuickFixWord =
  | 'fixRenameSetting'
  | 'fixRemoveSetting'
  | 'fixResetSetting'
  | 'fixUseConnection'
  | 'fixRemoveWire'
  | 'fixMoveWire'
  | 'fixInsertKind'
  | 'fixConnectInput'
  | 'fixAddSource'
  | 'fixDisableNode'
  | 'fixDeleteNode'
  | 'fixChangeKind'
  | 'fixUseKnownVersion'
  | 'fixLeaveContainer'
  | 'fixRename';

/** One way to mend what a finding names: a change of the flow, one step to undo. */
export interface QuickFix {
  /** Unique among the fixes of its finding. */
  readonly id: string;
  readonly word: QuickFixWord;
  /** Fills the places in its words. */
  readonly values: Readonly<Record<string, string | number>>;
  /** The mended flow; the same one where there is nothing to mend any more. */
  readonly apply: (document: FlowDocument) => FlowDocument;
}

/** A connection that a node could be set to. */
interface ReadyConnection {
  readonly id: string;
  readonly label: string;
}

/** What fixes are looked for in. */
export interface FixScene {
  readonly document: FlowDocument;
  readonly kinds: readonly KindDescriptor[];
  readonly portsOf: (nodeId: string) => NodePorts | undefined;
  /** Connections that can be used as they are, the best first. */
  readonly connections: readonly ReadyConnection[];
  /** A kind's title in the interface's language. */
  readonly titleOf: (kind: KindDescriptor) => string;
}

/** The node that a finding is about, with its kind where that is known. */
export interface FixTarget {
  readonly scene: FixScene;
  readonly finding: Finding;
  readonly nodeId: string;
  readonly node: FlowDocument['nodes'][string];
  readonly kind: KindDescriptor | undefined;
}

/** The container that a node truly lies in: one that is there and holds nodes. */
export function containerOf({ document, kinds }: FixScene, nodeId: string): string | undefined {
  const parent = nestingOf(document).parentOf(nodeId);
  const kindId = parent === undefined ? undefined : document.nodes[parent]?.kind;
  return kinds.find(({ kind }) => kind === kindId)?.isContainer === true ? parent : undefined;
}
