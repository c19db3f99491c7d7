import { globSync, readFileSync } from 'node:fs';
import { checkFlow } from '../../../core/engine/check-flow.ts';
import { FlowLibrary, noBase } from '../../../core/engine/flow-library.ts';
import { importFlow } from '../../../core/import/import-flow.ts';
import type {
  ImportReport,
  ImportResult,
  ImportedFlow,
} from '../../../core/import/import-report.ts';
import { stringifyFlow } from '../../../core/model/flow-file.ts';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { KindRegistry } from '../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../core/modules/index.ts';

const root = 'tests/fixtures/import';

export const kinds = new FlowLibrary(undefined).kindsAt(new KindRegistry(builtInKinds), noBase);
export const fixtures: readonly string[] = globSync(`${root}/*/*`)
  .map((path) => path.slice(root.length + 1))
  .toSorted();

export function fixtureText(name: string): string {
  return readFileSync(`${root}/${name}`, 'utf8');
}

export function importFixture(name: string): ImportResult {
  return importFlow(fixtureText(name), kinds);
}

/** The first flow of a fixture. */
export function firstOf(name: string): ImportedFlow {
  const [flow] = importFixture(name).flows;
  if (flow === undefined) throw new Error(`${name} holds no flow`);
  return flow;
}

export function edgesOf(flow: FlowDocument): readonly string[] {
  return flow.edges.map(({ from, to }) => `${from} -> ${to}`);
}

/** Codes of errors, by node; placeholders warn and are no errors. */
export function errorsOf(flow: FlowDocument): readonly string[] {
  return checkFlow(stringifyFlow(flow), kinds)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code, place }) => `${code} ${place.nodeId ?? ''}`);
}

/** A report as lines of `title: what`, each group by itself. */
export function titlesOf(report: ImportReport): Record<string, readonly string[]> {
  const lines = (group: 'mapped' | 'approximated' | 'placeholders' | 'dropped'): string[] =>
    report[group].map(({ title, what }) => (what === '' ? title : `${title}: ${what}`));
  return {
    mapped: lines('mapped'),
    approximated: lines('approximated'),
    placeholders: lines('placeholders'),
    dropped: lines('dropped'),
  };
}
