import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../core/model/finding.ts';
import type { FlowDocument } from '../../../../core/model/flow-document.ts';
import { splitEndpoint } from '../../../../core/model/flow-document.ts';
import { parseFlow } from '../../../../core/model/flow-file.ts';
import { portsOfNodes, validateFlow } from '../../../../core/model/validate-flow.ts';
import { describeKind } from '../../../../core/module/describe-kind.ts';
import { KindRegistry } from '../../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../../core/modules/index.ts';
import { listQuickFixes } from '../../../../renderer/problems/list-quick-fixes.ts';
import { replaceKind } from '../../../../renderer/problems/replace-kind.ts';
import type { FixScene } from '../../../../renderer/problems/quick-fix.ts';

const registry = new KindRegistry(builtInKinds);
const kinds = builtInKinds.map((kind) => describeKind(kind));
const folder = new URL('../../../../examples/', import.meta.url);
const examples = readdirSync(folder)
  // The ports of a flow in another file are known to a host only.
  .filter((name) => name.endsWith('.flow.json') && name !== 'sub-flow-file.flow.json')
  .flatMap((name) => parseFlow(readFileSync(new URL(name, folder), 'utf8')).document ?? []);

function sceneOf(document: FlowDocument): FixScene {
  const ports = portsOfNodes(document, registry);
  return {
    document,
    kinds,
    portsOf: (nodeId) => ports.get(nodeId),
    connections: [{ id: 'demo', label: 'Demo' }],
    titleOf: (kind) => kind.title,
  };
}

/** What a finding is known by before and after a fix: its place in the list of edges may change. */
function nameOf({ code, message, place }: Finding): string {
  return `${code} ${place.nodeId ?? ''} ${message}`;
}

function count(names: readonly string[], name: string): number {
  return names.filter((each) => each === name).length;
}

type Break = (flow: FlowDocument, pick: (length: number) => number) => FlowDocument;

function changeNode(flow: FlowDocument, nodeId: string, change: object): FlowDocument {
  const node = flow.nodes[nodeId];
  if (node === undefined) return flow;
  return { ...flow, nodes: { ...flow.nodes, [nodeId]: { ...node, ...change } } };
}

function pickNode(flow: FlowDocument, pick: (length: number) => number): string {
  const ids = Object.keys(flow.nodes);
  return ids[pick(ids.length)] ?? '';
}

/** Ways in which hands and other programs break a flow. */
const breaks: readonly Break[] = [
  (flow, pick) => ({ ...flow, edges: flow.edges.toSpliced(pick(flow.edges.length), 1) }),
  (flow, pick) => ({
    ...flow,
    edges: [...flow.edges, ...flow.edges.slice(pick(flow.edges.length)).slice(0, 1)],
  }),
  (flow, pick) => ({
    ...flow,
    edges: flow.edges.map((edge, at, { length }) =>
      at === pick(length) ? { ...edge, to: `${edge.to}x` } : edge,
    ),
  }),
  (flow, pick) => ({
    ...flow,
    edges: flow.edges.map((edge, at, { length }) =>
      at === pick(length) ? { ...edge, from: 'gone.text' } : edge,
    ),
  }),
  (flow, pick) => {
    const [a, b] = [pickNode(flow, pick), pickNode(flow, (length) => (pick(length) + 1) % length)];
    const from = portsOfNodes(flow, registry).get(a)?.outputs[0]?.id;
    const to = portsOfNodes(flow, registry).get(b)?.inputs[0]?.id;
    if (from === undefined || to === undefined) return flow;
    return { ...flow, edges: [...flow.edges, { from: `${a}.${from}`, to: `${b}.${to}` }] };
  },
  (flow) => ({
    ...flow,
    edges: flow.edges.map((edge) => {
      const { nodeId } = splitEndpoint(edge.to);
      const inputs = portsOfNodes(flow, registry).get(nodeId)?.inputs ?? [];
      return inputs.some(({ id }) => id === 'messages')
        ? { ...edge, to: `${nodeId}.messages` }
        : edge;
    }),
  }),
  (flow, pick) => {
    const id = pickNode(flow, pick);
    const kind = `${flow.nodes[id]?.kind ?? ''}x`;
    return changeNode(flow, id, { kind });
  },
  (flow, pick) => changeNode(flow, pickNode(flow, pick), { kindVersion: 99 }),
  (flow, pick) => changeNode(flow, pickNode(flow, pick), { parent: 'gone' }),
  (flow, pick) => changeNode(flow, pickNode(flow, pick), { parent: pickNode(flow, () => 0) }),
  (flow, pick) => {
    const id = pickNode(flow, pick);
    return changeNode(flow, id, { settings: { ...flow.nodes[id]?.settings, time_out_ms: 5 } });
  },
  (flow, pick) => {
    const id = pickNode(flow, pick);
    return changeNode(flow, id, { settings: { ...flow.nodes[id]?.settings, retries: 'often' } });
  },
];

describe('quick fixes', () => {
  test('after each one its finding is gone, and nothing new is wrong but what then lacks a wire', () => {
    const seen = new Set<string>();
    const property = fc.property(
      fc.constantFrom(...examples),
      fc.array(fc.tuple(fc.constantFrom(...breaks), fc.nat()), { minLength: 1, maxLength: 3 }),
      (example, steps) => {
        const flow = steps.reduce(
          (broken, [apply, seed]) => apply(broken, (length) => (length === 0 ? 0 : seed % length)),
          example,
        );
        const findings = validateFlow(flow, registry);
        const before = findings.map(nameOf);
        for (const finding of findings) {
          for (const fix of listQuickFixes(finding, sceneOf(flow))) {
            seen.add(fix.word);
            const after = validateFlow(fix.apply(flow), registry);
            const names = after.map(nameOf);
            const name = nameOf(finding);
            const added = after.filter(
              ({ severity, code, ...rest }) =>
                // What is wrong with a node of an unknown kind shows only when its kind is known again.
                steps.length === 1 &&
                severity === 'error' &&
                code !== 'input_missing' &&
                !before.includes(nameOf({ severity, code, ...rest })),
            );
            // Of three wires to one input each is the second of another pair: what is wrong moves on to the next.
            const isLess = count(names, name) < count(before, name) || names.length < before.length;
            expect([fix.id, isLess, added]).toEqual([fix.id, true, []]);
          }
        }
      },
    );
    fc.assert(property, { numRuns: 300, seed: 7 });
    expect([...seen].toSorted()).toEqual([
      'fixAddSource',
      'fixChangeKind',
      'fixConnectInput',
      'fixDeleteNode',
      'fixDisableNode',
      'fixInsertKind',
      'fixLeaveContainer',
      'fixMoveWire',
      'fixRemoveSetting',
      'fixRemoveWire',
      'fixRenameSetting',
      'fixResetSetting',
      'fixUseKnownVersion',
    ]);
  });

  test('a connection that is ready takes the place of one that is not, and the old one’s model goes', () => {
    const chat = examples.find(({ id }) => id === 'example-chat');
    const [nodeId] = Object.entries(chat?.nodes ?? {}).find(([, { kind }]) => kind === 'llm') ?? [];
    if (chat === undefined || nodeId === undefined)
      throw new Error('The chat example has a model.');
    const flow = changeNode(chat, nodeId, { settings: { connection: 'gone', model: 'big' } });
    const place = { path: ['nodes', nodeId, 'settings', 'connection'], nodeId };
    const finding = {
      severity: 'warning',
      code: 'unknown_connection',
      message: '',
      place,
    } as const;
    const fixes = listQuickFixes(finding, sceneOf(flow));
    expect(fixes.map((fix) => [fix.values, fix.apply(flow).nodes[nodeId]?.settings])).toEqual([
      [{ label: 'Demo' }, { connection: 'demo', model: '' }],
    ]);
  });

  test('a title that another input has gets the first number that is free; a loose node is disabled or deleted', () => {
    const [flow] = examples;
    const [nodeId, otherId] = Object.keys(flow?.nodes ?? {});
    if (flow === undefined || nodeId === undefined || otherId === undefined)
      throw new Error('The examples have nodes.');
    const titled = changeNode(changeNode(flow, nodeId, { title: 'Text' }), otherId, {
      title: 'Text 2',
    });
    const fixesOf = (code: string) =>
      listQuickFixes(
        { severity: 'warning', code, message: '', place: { path: [], nodeId } },
        sceneOf(titled),
      ).map(({ id, apply }) => [id, apply(titled).nodes[nodeId]] as const);
    expect([
      fixesOf('equal_titles').map(([id, node]) => [id, node?.title]),
      fixesOf('loose_node').map(([id, node]) => [id, node?.disabled]),
      fixesOf('result_unused').map(([id]) => id),
    ]).toEqual([
      [['rename', 'Text 3']],
      [
        ['disable', true],
        ['delete', undefined],
      ],
      ['disable', 'delete'],
    ]);
  });

  test('a node of another kind keeps its title, its place, the settings that both have, and the wires that fit', () => {
    const weather = examples.find(({ nodes }) =>
      Object.values(nodes).some(({ kind }) => kind === 'agent'),
    );
    const [nodeId, node] =
      Object.entries(weather?.nodes ?? {}).find(([, { kind }]) => kind === 'agent') ?? [];
    const kind = kinds.find((each) => each.kind === 'llm');
    if (weather === undefined || nodeId === undefined || kind === undefined)
      throw new Error('An example has an agent.');
    const { portsOf } = sceneOf(weather);
    const next = replaceKind(weather, nodeId, kind, portsOf);
    const { title, settings } = next.nodes[nodeId] ?? {};
    expect([title, settings?.['connection'], next.layout]).toEqual([
      node?.title,
      node?.settings['connection'],
      weather.layout,
    ]);
    expect(validateFlow(next, registry).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(next.edges.length).toBeGreaterThan(1);
  });
});
