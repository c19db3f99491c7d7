import type { Finding } from './finding.ts';
import type { FlowDocument } from './flow-document.ts';
import type { NodeInfo } from './kind-descriptor.ts';

/** A flow as the engine sees it: what is wrong with it, and what each node looks like. */
export interface FlowCheck {
  /** Absent when the text is no flow at all; the findings say why. */
  readonly document?: FlowDocument;
  readonly findings: readonly Finding[];
  readonly nodes: Readonly<Record<string, NodeInfo>>;
  /** True for a file of a newer format version: it may be looked at, not saved over. */
  readonly readOnly: boolean;
}
