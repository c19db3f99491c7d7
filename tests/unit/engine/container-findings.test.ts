import { describe, expect, test } from 'vitest';
import { configure, defineFlow, type FlowDefinition } from '../../../core/engine/define-flow.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import { LoopModule } from '../../../core/modules/flow/loop.ts';
import { MapModule } from '../../../core/modules/flow/map.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { Apply } from '../../harness/small-modules.ts';
import { testEngine } from '../../harness/test-engine.ts';

const build = (definition: Omit<FlowDefinition, 'name'>): ReturnType<typeof defineFlow> =>
  defineFlow({ name: 'Containers', ...definition });

function findings(definition: Omit<FlowDefinition, 'name'>): string[] {
  const { flow } = build(definition);
  return testEngine({ kinds: [Apply] })
    .check(flow)
    .findings.map(({ code, message }) => `${code}: ${message}`);
}

const same = (): Apply => new Apply((value) => value);

describe('what is wrong with containers', () => {
  const map = (extra: Omit<FlowDefinition, 'name'>): Omit<FlowDefinition, 'name'> => ({
    nodes: {
      list: configure(InputModule, { type: 'json', default: '[]' }),
      map: new MapModule(),
      body: same(),
      ...extra.nodes,
    },
    parents: { body: 'map', ...extra.parents },
    edges: [
      ['list.value', 'map.list'],
      ['map.item', 'body.in'],
      ['body.out', 'map.result'],
      ...extra.edges,
    ],
  });

  test.each<[string, Omit<FlowDefinition, 'name'>, string[]]>([
    [
      'a wire straight out',
      map({ nodes: { answer: new OutputModule() }, edges: [['body.out', 'answer.value']] }),
      ['edge_leaves_container: A wire leads from "body" straight out of "map".'],
    ],
    [
      'a wire into another container from inside one',
      map({
        nodes: { other: new LoopModule(), inner: same() },
        parents: { inner: 'other' },
        edges: [['body.out', 'inner.in']],
      }),
      ['edge_leaves_container: A wire leads from "body" straight out of "map".'],
    ],
    [
      'an outer output used inside',
      map({ nodes: {}, edges: [['map.results', 'body.also']] }),
      ['unknown_port: "map" has no output "results" for the nodes in it.'],
    ],
    [
      'an inner output used outside',
      map({ nodes: { after: same() }, edges: [['map.item', 'after.in']] }),
      ['unknown_port: "map" has no output "item".'],
    ],
    [
      'a second result',
      map({
        nodes: { more: same() },
        parents: { more: 'map' },
        edges: [['more.out', 'map.result']],
      }),
      ['input_taken: The input map.result already has a wire.'],
    ],
    [
      'a container that waits for what waits for it',
      map({
        nodes: { after: same() },
        edges: [
          ['map.results', 'after.in'],
          ['after.out', 'body.also'],
        ],
      }),
      ['cycle: These nodes wait for each other: after → map → after.'],
    ],
    [
      'an end of the flow inside',
      map({
        nodes: { answer: new OutputModule() },
        parents: { answer: 'map' },
        edges: [['body.out', 'answer.value']],
      }),
      ['end_in_container: "answer" is an end of the flow and cannot lie inside "map".'],
    ],
    [
      'containers in each other',
      {
        nodes: { a: new LoopModule(), b: new LoopModule() },
        parents: { a: 'b', b: 'a' },
        edges: [],
      },
      [
        'parent_ring: "a" lies inside itself, by way of "b".',
        'parent_ring: "b" lies inside itself, by way of "a".',
      ],
    ],
  ])('%s', (_name, definition, expected) => {
    expect(findings(definition)).toEqual(expected);
  });

  test('nothing is missing inside a disabled container', () => {
    const { flow } = build({
      nodes: { map: new MapModule(), inner: new MapModule() },
      parents: { inner: 'map' },
      edges: [],
    });
    const document = JSON.parse(flow) as { nodes: Record<string, JsonObject> };
    const disabled = {
      ...document,
      nodes: { ...document.nodes, map: { ...document.nodes['map'], disabled: true } },
    };
    expect(testEngine().check(JSON.stringify(disabled)).findings).toEqual([]);
  });

  test('a module that is no container has no body to run', async () => {
    class Hopeful extends ModuleBase {
      protected override forward(_inputs: never, context: { readonly body: unknown }): never {
        return context.body as never;
      }
    }
    const run = testEngine().start({
      ...build({ nodes: { a: new Hopeful() }, edges: [] }),
      input: '',
    });
    expect((await run.result).error).toMatchObject({ code: 'no_body', nodeId: 'a' });
  });
});
