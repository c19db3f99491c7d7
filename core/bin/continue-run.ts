import { readResumed } from '../engine/read-prior.ts';
import type { RunRecord } from '../contracts/record.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import type { RunRequest } from '../model/run-request.ts';
import { MillraceError } from '../shared/errors.ts';
import { findRun } from './find-run.ts';
import { suggest } from './setting-overrides.ts';

/** What the command line says of the run to go on from, and of the part to run. */
export interface ContinueOptions {
  readonly resume?: string;
  readonly redo?: string;
  readonly until?: string;
}

/** What a run is asked for besides its flow. */
type Continued = Pick<RunRequest, 'from' | 'until'> &
  Partial<Pick<RunRequest, 'input' | 'overrides'>>;

/**
 * Reads the options into a request; input and models are those of the run that it goes on from. Throws `unknown_run`,
 * `ambiguous_run`, `unknown_node`, and `invalid_argument` for a node to do anew without a run.
 */
export function continueRun(
  record: RunRecord,
  document: FlowDocument,
  { resume, redo, until }: ContinueOptions,
): Continued {
  const part = until === undefined ? {} : { until: findNode(document, until) };
  if (resume === undefined) {
    if (redo === undefined) return part;
    throw new MillraceError('invalid_argument', '--redo says what of a run to do anew.', {
      action: 'Name the run with --resume.',
    });
  }
  const { runId } = findRun(record, resume);
  const { input, overrides = {} } = readResumed(record, runId);
  const from =
    redo === undefined
      ? ({ runId, kind: 'resume' } as const)
      : ({ runId, kind: 'fork', node: findNode(document, redo) } as const);
  return { ...part, from, input, overrides };
}

/** A node by its id or its title. Throws `unknown_node`. */
function findNode({ nodes }: FlowDocument, name: string): string {
  const entries = Object.entries(nodes);
  const titled = entries.filter(([id, { title }]) => id === name || title === name);
  const [first] = titled;
  if (first !== undefined && titled.length === 1) return first[0];
  const titles = entries.map(([, { title }]) => title);
  const problem =
    first === undefined ? `The flow has no node "${name}".` : `Several nodes are named "${name}".`;
  throw new MillraceError('unknown_node', problem, {
    action: first === undefined ? suggest(name, titles) : 'Name it by its id.',
  });
}
