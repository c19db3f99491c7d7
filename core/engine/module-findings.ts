import type { ModuleProblem } from '../contracts/own-modules.ts';
import type { Finding } from '../model/finding.ts';
import type { ReadFlow } from './check-flow.ts';

/** A flow's findings with what is wrong in the person's own modules: on the nodes that need them, or else beside. */
export function withModuleProblems(read: ReadFlow, problems: readonly ModuleProblem[]): ReadFlow {
  const { document } = read;
  if (!document || problems.length === 0) return read;
  const found = problems.flatMap((problem): readonly Finding[] => {
    const { code, action } = problem;
    const message = `${placeOf(problem)}: ${problem.message}`;
    const nodes = Object.entries(document.nodes).filter(([, { kind }]) =>
      problem.kinds.includes(kind),
    );
    if (nodes.length === 0)
      return [{ severity: 'warning', code, message, action, place: { path: [] } }];
    return nodes.map(([nodeId]) => ({
      severity: 'error',
      code,
      message,
      action,
      place: { path: ['nodes', nodeId], nodeId },
    }));
  });
  return { ...read, findings: [...read.findings, ...found] };
}

/** `file:line:column`, as compilers write it. */
function placeOf({ file, line, column }: ModuleProblem): string {
  return [
    file,
    ...(line === undefined ? [] : [line]),
    ...(column === undefined ? [] : [column]),
  ].join(':');
}
