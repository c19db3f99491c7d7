import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../harness/temp-folder.ts';
import { testEngine } from '../../harness/test-engine.ts';

/** Loops in loops, one pass each, with a node in the innermost that takes `in` and gives `out`. */
function writeNest(
  path: string,
  depth: number,
  innermost: { readonly kind: string; readonly settings: object; readonly ports: [string, string] },
): void {
  const node = (kind: string, settings: object, parent?: string): object => ({
    kind,
    kindVersion: 1,
    title: kind,
    settings,
    ...(parent === undefined ? {} : { parent }),
  });
  const nodes: Record<string, object> = { in: node('input', {}), out: node('output', {}) };
  const edges: { from: string; to: string }[] = [];
  let from = 'in.value';
  let to = 'out.value';
  let parent: string | undefined;
  for (let level = 0; level < depth; level++) {
    const id = `loop${level}`;
    nodes[id] = node('loop', { count: 1 }, parent);
    edges.push({ from, to: `${id}.value` }, { from: `${id}.result`, to });
    [from, to, parent] = [`${id}.value`, `${id}.next`, id];
  }
  const [input, output] = innermost.ports;
  nodes['inner'] = node(innermost.kind, innermost.settings, parent);
  edges.push({ from, to: `inner.${input}` }, { from: `inner.${output}`, to });
  const flow = { format: 'millrace/flow', formatVersion: 1, id: 'nest', name: 'Nest' };
  writeFileSync(path, JSON.stringify({ ...flow, description: '', nodes, edges, layout: {} }));
}

/** As many flows in each other as may be, each in as many containers as may be; a delay in the innermost. */
function writeDeepest(milliseconds: number): string {
  const folder = tempFolder();
  const pathOf = (level: number): string => join(folder, `${level}.flow.json`);
  const subFlows = 16;
  for (let level = 0; level < subFlows; level++) {
    writeNest(pathOf(level), 64, {
      kind: 'sub-flow',
      settings: { file: `${level + 1}.flow.json` },
      ports: ['in', 'out'],
    });
  }
  const settings = { milliseconds };
  writeNest(pathOf(subFlows), 64, { kind: 'delay', settings, ports: ['value', 'value'] });
  return pathOf(0);
}

const requestOf = (file: string): { flow: string; file: string; input: string } => ({
  flow: readFileSync(file, 'utf8'),
  file,
  input: 'hi',
});

test('containers in containers in flows in flows run, as deep as they may', async () => {
  const engine = testEngine();
  const file = writeDeepest(0);
  expect(await engine.start(requestOf(file)).result).toMatchObject({
    state: 'done',
    output: 'hi',
  });
});

test('cancel reaches the innermost of them', async () => {
  const engine = testEngine();
  const run = engine.start(requestOf(writeDeepest(60_000)));
  await expect
    .poll(
      () => JSON.stringify(engine.record.readEvents(run.runId, { afterSeq: 0, limit: 10_000 })),
      { timeout: 20_000 },
    )
    .toContain('"delay"');
  run.cancel();
  expect((await run.result).state).toBe('cancelled');
});

test('deeper than that is refused before a run', () => {
  const folder = tempFolder();
  const file = join(folder, 'deep.flow.json');
  writeNest(file, 66, { kind: 'delay', settings: {}, ports: ['value', 'value'] });
  expect(() => testEngine().start(requestOf(file))).toThrowError(
    expect.objectContaining({ code: 'flow_invalid' }),
  );
});
