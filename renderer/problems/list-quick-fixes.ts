import type { Finding } from '../../core/model/finding.ts';
import { fixMissingInput } from './input-fixes.ts';
import {
  fixEqualTitle,
  fixLooseNode,
  fixNewerKind,
  fixParent,
  fixPlaceholder,
  fixUnknownKind,
} from './node-fixes.ts';
import type { FixScene, FixTarget, QuickFix } from './quick-fix.ts';
import {
  fixConnection,
  fixInvalidSetting,
  fixUnknownSetting,
  fixUnusedTurns,
} from './setting-fixes.ts';
import { fixCycle, fixTypes, fixUnknownPort, fixWire } from './wire-fixes.ts';

type OfFlow = (scene: FixScene, finding: Finding) => readonly QuickFix[];
type OfNode = (target: FixTarget) => readonly QuickFix[];

/** By the code of a finding about wires. */
const wireFixes: Readonly<Record<string, OfFlow>> = {
  input_missing: fixMissingInput,
  unknown_node: fixWire,
  duplicate_edge: fixWire,
  input_taken: fixWire,
  edge_leaves_container: fixWire,
  unknown_port: fixUnknownPort,
  type_mismatch: fixTypes,
  cycle: fixCycle,
};

/** By the code of a finding about one node. */
const nodeFixes: Readonly<Record<string, OfNode>> = {
  unknown_setting: fixUnknownSetting,
  invalid_setting: fixInvalidSetting,
  invalid_pattern: fixInvalidSetting,
  unknown_raw_format: fixInvalidSetting,
  turns_unused: fixUnusedTurns,
  unknown_connection: fixConnection,
  connection_needs_key: fixConnection,
  connection_not_ready: fixConnection,
  unknown_kind: fixUnknownKind,
  placeholder: fixPlaceholder,
  newer_kind_version: fixNewerKind,
  unknown_parent: fixParent,
  not_a_container: fixParent,
  parent_ring: fixParent,
  nested_too_deep: fixParent,
  end_in_container: fixParent,
  equal_titles: fixEqualTitle,
  loose_node: fixLooseNode,
  result_unused: fixLooseNode,
};

/** The ways to mend what a finding names, the best first; none where only the person can know. */
export function listQuickFixes(finding: Finding, scene: FixScene): readonly QuickFix[] {
  const ofWire = wireFixes[finding.code];
  if (ofWire !== undefined) return ofWire(scene, finding);
  const { nodeId } = finding.place;
  const ofNode = nodeFixes[finding.code];
  const node = nodeId === undefined ? undefined : scene.document.nodes[nodeId];
  if (ofNode === undefined || nodeId === undefined || node === undefined) return [];
  const kind = scene.kinds.find((known) => known.kind === node.kind);
  return ofNode({ scene, finding, nodeId, node, kind });
}
