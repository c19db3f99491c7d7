import { expect, test } from 'vitest';
import type { KindDescriptor } from '../../../core/model/kind-descriptor.ts';
import type { NodePorts, Port, PortType } from '../../../core/model/port.ts';
import { listFittingKinds } from '../../../renderer/document/fitting-kinds.ts';

const port = (id: string, type: PortType): Port => ({ id, label: id, type });

function kind(id: string, ports: NodePorts): KindDescriptor {
  return {
    kind: id,
    version: 1,
    title: id,
    description: '',
    icon: 'box',
    category: 'flow',
    fields: [],
    ports,
    capabilities: [],
    defaultSettings: {},
    settingsSchema: {},
  };
}

const kinds = [
  kind('source', { inputs: [], outputs: [port('value', 'number')] }),
  kind('model', {
    inputs: [port('anything', 'any'), port('prompt', 'text'), port('tools', 'tool')],
    outputs: [port('text', 'text')],
  }),
  kind('tool', { inputs: [], outputs: [port('tool', 'tool')] }),
];

test.each([
  ['output', 'text', [{ kindId: 'model', portId: 'prompt' }]],
  ['output', 'tool', [{ kindId: 'model', portId: 'tools' }]],
  ['output', 'boolean', [{ kindId: 'model', portId: 'anything' }]],
  ['input', 'tool', [{ kindId: 'tool', portId: 'tool' }]],
  ['input', 'number', [{ kindId: 'source', portId: 'value' }]],
  [
    'input',
    'text',
    [
      { kindId: 'source', portId: 'value' },
      { kindId: 'model', portId: 'text' },
    ],
  ],
] as const)('a wire from an %s of type %s fits', (side, type, fits) => {
  expect(listFittingKinds(kinds, { side, type })).toEqual(fits);
});
