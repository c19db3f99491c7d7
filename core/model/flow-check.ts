import type { Finding } from './finding.ts';
import type { FlowDocument } from './flow-document.ts';
import type { NodeInfo } from './kind-descriptor.ts';
import type { FlowReach } from './reach.ts';

/** A flow as the engine sees it: what is wrong with it, and what each node looks like. */
export interface FlowCheck {
  /** Absent when the text is no flow at all; the findings say why. */
  readonly document?: FlowDocument;
  readonly findings: readonly Finding[];
  readonly nodes: Readonly<Record<string, NodeInfo>>;
  /** True for a file of a newer format version: it may be looked at, not saved over. */
  readonly readOnly: boolean;
  /** What it may reach; absent where nobody is asked about that. */
  readonly reaches?: readonly FlowReach[];
  /** Whether it would be let run: the person agreed to all that it reaches. */
  readonly isTrusted?: boolean;
}
