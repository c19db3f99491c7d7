import { describe, expect, test } from 'vitest';
import type { ConnectionInfo } from '../../../core/contracts/connection.ts';
import type { FlowNode } from '../../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../../core/model/kind-descriptor.ts';
import { findConnectionProblems } from '../../../renderer/document/connection-problems.ts';

const demo: ConnectionInfo = {
  id: 'demo',
  label: 'Demo model',
  note: '',
  models: ['demo'],
  defaultModel: 'demo',
};
const remote: ConnectionInfo = {
  id: 'remote',
  label: 'Remote',
  note: 'models.example',
  models: ['m'],
  defaultModel: 'm',
  keyName: 'REMOTE_API_KEY',
  problem: 'The key is missing.',
  problemCode: 'missing_key',
};
const astray: ConnectionInfo = {
  ...demo,
  id: 'astray',
  problem: 'The base URL is missing.',
  problemCode: 'invalid_base_url',
};
const model: KindDescriptor = {
  kind: 'model',
  version: 1,
  title: 'Model',
  description: '',
  icon: 'box',
  category: 'models',
  fields: [{ key: 'through', type: 'connection', label: 'Connection' }],
  ports: { inputs: [], outputs: [] },
  capabilities: [],
  defaultSettings: { through: 'remote' },
  settingsSchema: {},
};

function node(settings: FlowNode['settings'], more: Partial<FlowNode> = {}): FlowNode {
  return { kind: 'model', kindVersion: 1, title: 'M', settings, ...more };
}

describe('connections of a flow', () => {
  const nodes = {
    ready: node({ through: 'demo' }),
    preset: node({}),
    astray: node({ through: 'astray' }),
    lost: node({ through: 'gone' }),
    off: node({}, { disabled: true }),
    foreign: node({}, { kind: 'unknown' }),
  };

  test('a node is warned of when its connection is not ready or not there', () => {
    const place = (nodeId: string) => ({ path: ['nodes', nodeId, 'settings', 'through'], nodeId });
    expect(findConnectionProblems(nodes, [model], [demo, remote, astray])).toEqual([
      {
        severity: 'warning',
        code: 'connection_needs_key',
        message: 'The key is missing.',
        place: place('preset'),
      },
      {
        severity: 'warning',
        code: 'connection_not_ready',
        message: 'The base URL is missing.',
        place: place('astray'),
      },
      {
        severity: 'warning',
        code: 'unknown_connection',
        message: 'There is no connection named “gone”.',
        action: 'Choose one of: demo, remote, astray.',
        place: place('lost'),
      },
    ]);
  });

  test('nothing is said before the engine has named its connections', () => {
    expect(findConnectionProblems(nodes, [model], [])).toEqual([]);
  });
});
