import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import type { NodePorts, Port, PortType } from '../../../core/model/port.ts';
import { judgeWire } from '../../../renderer/document/connection-rules.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';

function port(id: string, type: PortType, more: Partial<Port> = {}): Port {
  return { id, label: id, type, ...more };
}

const step: NodePorts = {
  inputs: [port('in', 'text'), port('tools', 'tool', { multiple: true }), port('n', 'number')],
  outputs: [port('out', 'text'), port('tool', 'tool')],
};
const portsOf = (nodeId: string): NodePorts | undefined => (nodeId === 'gone' ? undefined : step);

function flowWith(...edges: readonly (readonly [string, string])[]): FlowDocument {
  return { ...createFlow('Rules'), edges: edges.map(([from, to]) => ({ from, to })) };
}

function refusal(flow: FlowDocument, from: string, to: string, moving?: string): string {
  const verdict = judgeWire(flow, portsOf, { from, to }, moving);
  return verdict.allowed ? 'allowed' : verdict.refusal.reason;
}

describe('connection rules', () => {
  test('a fitting wire is allowed and replaces nothing', () => {
    expect(judgeWire(flowWith(), portsOf, { from: 'a.out', to: 'b.in' })).toEqual({
      allowed: true,
      replaces: [],
    });
  });

  test('types that do not fit are refused with the sentence of the model', () => {
    expect(judgeWire(flowWith(), portsOf, { from: 'a.tool', to: 'b.in' })).toEqual({
      allowed: false,
      refusal: {
        reason: 'types',
        from: step.outputs[1],
        to: step.inputs[0],
        sentence: 'A tool plugs into a tools port; this port takes text.',
      },
    });
    expect(refusal(flowWith(), 'a.out', 'b.n')).toBe('types');
  });

  test('an input for one wire lets go of its old one; one for many keeps all', () => {
    const flow = flowWith(['a.out', 'c.in'], ['a.tool', 'c.tools']);
    expect(judgeWire(flow, portsOf, { from: 'b.out', to: 'c.in' })).toEqual({
      allowed: true,
      replaces: ['a.out->c.in'],
    });
    expect(judgeWire(flow, portsOf, { from: 'b.tool', to: 'c.tools' })).toEqual({
      allowed: true,
      replaces: [],
    });
  });

  test('a node, a wire that is there, a circle and a port that is gone are refused', () => {
    const flow = flowWith(['a.out', 'b.in'], ['b.out', 'c.in']);
    expect({
      self: refusal(flow, 'a.out', 'a.in'),
      twin: refusal(flow, 'a.out', 'b.in'),
      circle: refusal(flow, 'c.out', 'a.in'),
      gone: refusal(flow, 'a.out', 'gone.in'),
      noSuchPort: refusal(flow, 'a.out', 'c.nothing'),
    }).toEqual({
      self: 'same-node',
      twin: 'exists',
      circle: 'cycle',
      gone: 'no-port',
      noSuchPort: 'no-port',
    });
  });

  test('a wire that is pulled elsewhere does not stand in its own way', () => {
    const flow = flowWith(['a.out', 'b.in'], ['b.out', 'c.in']);
    expect(refusal(flow, 'b.out', 'a.in', 'a.out->b.in')).toBe('allowed');
    expect(refusal(flow, 'a.out', 'b.in', 'a.out->b.in')).toBe('allowed');
  });

  test('a wire that replaces the one closing the circle is allowed', () => {
    const flow = flowWith(['a.out', 'b.in']);
    expect(refusal(flow, 'c.out', 'b.in')).toBe('allowed');
  });

  test('a long chain is judged without a deep stack', () => {
    const length = 20_000;
    const chain = Array.from({ length }, (_, i) => [`n${i}.out`, `n${i + 1}.in`] as const);
    expect(refusal(flowWith(...chain), `n${length}.out`, 'n0.in')).toBe('cycle');
  });
});
