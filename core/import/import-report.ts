import type { FlowDocument } from '../model/flow-document.ts';
import type { ImportNote } from './import-notes.ts';
import type { ForeignFormat } from './source-graph.ts';

/** What became of one node, wire or setting of the other program's file. */
export interface ImportEntry {
  /** Its id in that file. */
  readonly id: string;
  readonly title: string;
  /** Its type in that file. */
  readonly type: string;
  /** The nodes of the flow that stand for it; none where it became a setting or was left out. */
  readonly nodeIds: readonly string[];
  /** What it became, or what was left out, in a few words. */
  readonly what: string;
  /** Why it is not exactly the same; '' where it is. */
  readonly why: string;
  /** The reasons one by one, for programs that speak other languages. */
  readonly notes: readonly ImportNote[];
}

/** Something that the flow uses and no file brings along. */
export interface ImportNeed {
  readonly what: 'connection' | 'secret';
  /** The name that the flow calls it by. */
  readonly name: string;
  /** Titles of the nodes that use it. */
  readonly usedBy: readonly string[];
}

/** What became of everything in the file; each node stands in exactly one of the first four lists. */
export interface ImportReport {
  /** Does the same here. */
  readonly mapped: readonly ImportEntry[];
  /** Does nearly the same; `why` says where it differs. */
  readonly approximated: readonly ImportEntry[];
  /** Has no counterpart; stands on the canvas with its settings, and does not run. */
  readonly placeholders: readonly ImportEntry[];
  /** Nodes and wires that are not in the flow. */
  readonly dropped: readonly ImportEntry[];
  readonly needs: readonly ImportNeed[];
}

/** One flow of the file. */
export interface ImportedFlow {
  readonly flow: FlowDocument;
  readonly report: ImportReport;
}

/** A file that was imported. */
export interface ImportResult {
  readonly format: ForeignFormat;
  /** The program's name, such as `Dify`. */
  readonly builder: string;
  /** At least one; the main flow first. */
  readonly flows: readonly ImportedFlow[];
}
