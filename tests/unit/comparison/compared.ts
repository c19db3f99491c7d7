import { readFileSync } from 'node:fs';
import { compareRuns, type ComparedRuns } from '../../../core/contracts/comparison/compare-runs.ts';
import type { ComparedStep } from '../../../core/contracts/comparison/run-comparison.ts';
import type { RunRecord } from '../../../core/contracts/record.ts';
import type { CodeEngine } from '../../../core/engine/create-engine.ts';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import type { JsonObject } from '../../../core/shared/json.ts';

/** An example's flow, changed. */
export function example(
  name: string,
  change: (flow: FlowDocument) => FlowDocument = (flow) => flow,
): FlowDocument {
  const text = readFileSync(
    new URL(`../../../examples/${name}.flow.json`, import.meta.url),
    'utf8',
  );
  return change(JSON.parse(text) as FlowDocument);
}

/** Sets a node otherwise; models answer without pauses. */
export function withSettings(
  flow: FlowDocument,
  settings: Readonly<Record<string, JsonObject>>,
): FlowDocument {
  const nodes = Object.entries(flow.nodes).map(([id, node]) => {
    const pace = node.settings['model'] === undefined ? {} : { model: 'demo-fast' };
    return [id, { ...node, settings: { ...node.settings, ...pace, ...settings[id] } }] as const;
  });
  return { ...flow, nodes: Object.fromEntries(nodes) };
}

/** Runs a flow to its end and answers the run's id. */
export async function runToEnd(
  engine: CodeEngine,
  flow: FlowDocument,
  input: string | JsonObject = {},
): Promise<string> {
  const run = engine.start({ flow: JSON.stringify(flow), input });
  await run.result;
  return run.runId;
}

/** Compares two runs of the record by their ids. */
export function compareByIds(record: RunRecord, a: string, b: string): Promise<ComparedRuns> {
  const [one, other] = [record.run(a), record.run(b)];
  if (one === undefined || other === undefined) throw new Error('There is no such run.');
  return compareRuns(record, one, other);
}

/** The rows as short lines: depth, name, which runs have it, and what differs. */
export function outline({ rows }: ComparedRuns): readonly string[] {
  return rows.map(({ step }) => `${'  '.repeat(step.depth)}${writeRow(step)}`);
}

function writeRow({ title, pass, a, b, differs, attempt }: ComparedStep): string {
  const name = pass === undefined ? title : `#${pass}`;
  const again = attempt > 1 ? ` (attempt ${attempt})` : '';
  const sides = a === undefined ? ' +' : b === undefined ? ' -' : '';
  return `${name}${again}${sides}${differs.length === 0 ? '' : ` ~ ${differs.join(', ')}`}`;
}
