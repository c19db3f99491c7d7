import type { ConnectionInfo } from '../../core/contracts/connection.ts';
import type { Finding } from '../../core/model/finding.ts';
import type { FlowNode } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';

/** `code` of a finding about a connection that needs a key. */
export const missingKeyCode = 'connection_needs_key';

/** `code` of a finding about a connection that cannot be used for another reason. */
const connectionProblemCode = 'connection_not_ready';

/** A warning for every node whose connection cannot be used yet or is not there; disabled nodes need none. */
export function findConnectionProblems(
  nodes: Readonly<Record<string, FlowNode>>,
  kinds: readonly KindDescriptor[],
  connections: readonly ConnectionInfo[],
): readonly Finding[] {
  // Before the engine has answered, nothing can be said of any connection.
  if (connections.length === 0) return [];
  const known = new Map(kinds.map((kind) => [kind.kind, kind]));
  return Object.entries(nodes).flatMap(([nodeId, node]) => {
    const kind = known.get(node.kind);
    if (kind === undefined || node.disabled === true) return [];
    return kind.fields
      .filter((field) => field.type === 'connection')
      .flatMap(({ key }): readonly Finding[] => {
        const id = node.settings[key] ?? kind.defaultSettings[key];
        const problem = describeProblem(id, connections);
        if (problem === undefined) return [];
        const place = { path: ['nodes', nodeId, 'settings', key], nodeId };
        return [{ severity: 'warning', ...problem, place }];
      });
  });
}

function describeProblem(
  id: unknown,
  connections: readonly ConnectionInfo[],
): Pick<Finding, 'code' | 'message' | 'action'> | undefined {
  if (typeof id !== 'string' || id === '') return undefined;
  const connection = connections.find((candidate) => candidate.id === id);
  if (connection === undefined) {
    const ids = connections.map((candidate) => candidate.id).join(', ');
    return {
      code: 'unknown_connection',
      message: `There is no connection named “${id}”.`,
      action: `Choose one of: ${ids}.`,
    };
  }
  if (connection.problem === undefined) return undefined;
  const needsKey = connection.problemCode === 'missing_key';
  return {
    code: needsKey ? missingKeyCode : connectionProblemCode,
    message: connection.problem,
  };
}
