import type { JsonObject } from '../shared/json.ts';
import type { Finding } from './finding.ts';
import { checkEdges, checkRequired, findCycles } from './check-wires.ts';
import type { FlowDocument } from './flow-document.ts';
import type { NodePorts } from './port.ts';

/** One thing that is wrong with a node's settings; `path` starts inside the settings. */
export interface SettingsIssue {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly action?: string;
  readonly path: readonly (string | number)[];
}

/** What validation asks about one kind. */
export interface KindCheck {
  readonly version: number;
  readonly title: string;
  /** Whether other nodes may name a node of this kind as their parent. */
  readonly isContainer: boolean;
  ports(settings: JsonObject): NodePorts;
  check(settings: JsonObject): readonly SettingsIssue[];
}

/** The kinds that validation knows. */
export interface KindChecks {
  find(kind: string): KindCheck | undefined;
  ids(): readonly string[];
}

/** Everything that is wrong, or may be, with a document of the right shape; all findings together, in file order. */
export function validateFlow(document: FlowDocument, kinds: KindChecks): Finding[] {
  const ports = new Map<string, NodePorts>();
  const findings: Finding[] = [];
  for (const [nodeId, node] of Object.entries(document.nodes)) {
    const kind = kinds.find(node.kind);
    if (kind) {
      ports.set(nodeId, kind.ports(node.settings));
      findings.push(...checkNode(nodeId, node, kind));
    } else {
      findings.push(unknownKind(nodeId, node.kind, kinds.ids()));
    }
    if (node.parent !== undefined) {
      findings.push(...checkParent(document, nodeId, node.parent, kinds));
    }
  }
  return findings.concat(
    checkEdges(document, ports),
    checkRequired(document, ports),
    findCycles(document, ports),
  );
}

function checkParent(
  document: FlowDocument,
  nodeId: string,
  parentId: string,
  kinds: KindChecks,
): readonly Finding[] {
  const parent = Object.hasOwn(document.nodes, parentId) ? document.nodes[parentId] : undefined;
  const kind = parent && kinds.find(parent.kind);
  if (parent && (!kind || kind.isContainer)) return [];
  const title = document.nodes[nodeId]?.title ?? nodeId;
  const place = { path: ['nodes', nodeId, 'parent'], nodeId };
  const finding: Finding = parent
    ? {
        severity: 'error',
        code: 'not_a_container',
        message: `"${title}" lies inside "${parent.title}", which holds no other nodes.`,
        action: 'Remove the parent, or choose a container.',
        place,
      }
    : {
        severity: 'error',
        code: 'unknown_parent',
        message: `"${title}" lies inside "${parentId}", which is not in the flow.`,
        action: 'Remove the parent, or add the container.',
        place,
      };
  return [finding];
}

function checkNode(
  nodeId: string,
  node: FlowDocument['nodes'][string],
  kind: KindCheck,
): Finding[] {
  const findings: Finding[] = kind.check(node.settings).map(({ path, ...issue }) => ({
    ...issue,
    message: `"${node.title}": ${issue.message}`,
    place: { path: ['nodes', nodeId, 'settings', ...path], nodeId },
  }));
  if (node.kindVersion > kind.version) {
    findings.unshift({
      severity: 'error',
      code: 'newer_kind_version',
      message: `"${node.title}" was made with a newer ${kind.title} (version ${node.kindVersion}, here ${kind.version}).`,
      action: 'Update Millrace to run this flow.',
      place: { path: ['nodes', nodeId, 'kindVersion'], nodeId },
    });
  }
  return findings;
}

function unknownKind(nodeId: string, kind: string, known: readonly string[]): Finding {
  return {
    severity: 'error',
    code: 'unknown_kind',
    message: `There is no module kind "${kind}".`,
    action: `Known kinds: ${known.join(', ')}. The node and its wires are kept.`,
    place: { path: ['nodes', nodeId, 'kind'], nodeId },
  };
}
