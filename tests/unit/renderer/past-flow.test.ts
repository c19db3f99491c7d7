import { beforeEach, describe, expect, test } from 'vitest';
import type { FlowDocument, FlowNode } from '../../../core/model/flow-document.ts';
import { isSameWork } from '../../../renderer/document/is-same-work.ts';
import {
  edit,
  editRoot,
  isUnsaved,
  leavePastFlow,
  showDocument,
  showFlowAt,
  showPastFlow,
  undo,
  useDocumentStore,
} from '../../../renderer/document/document-store.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';

const node = { kind: 'template', kindVersion: 1, title: 'Words', settings: { template: 'Hi' } };

function flowWith(change: Partial<FlowDocument>): FlowDocument {
  return { ...createFlow('Open'), id: 'flow', nodes: { a: node }, edges: [], ...change };
}

const open = flowWith({});
const inner = { ...createFlow('Inner'), id: 'inner', nodes: { b: node } };
const past = flowWith({
  name: 'Past',
  nodes: {
    a: node,
    s: { ...node, kind: 'sub-flow', settings: { flow: inner } as unknown as FlowNode['settings'] },
  },
});

const look = (): unknown => {
  const { document, root, path, readOnly } = useDocumentStore.getState();
  return [document.name, root.name, path.join('/'), readOnly];
};

beforeEach(() => {
  showDocument(open, { file: { name: 'open.flow.json' }, readOnly: false });
});

describe('a flow of the past', () => {
  test('is looked at in place of the open one, which neither changes nor counts as unsaved', () => {
    showPastFlow({ flow: past, runId: 'r1', startedUs: 1 });
    const seen = [look()];
    edit((flow) => ({ ...flow, name: 'changed' }));
    showFlowAt(['s']);
    seen.push(look(), isUnsaved(useDocumentStore.getState()));
    leavePastFlow();
    seen.push(look(), useDocumentStore.temporal.getState().pastStates.length);
    expect(seen).toEqual([
      ['Past', 'Open', '', true],
      ['Inner', 'Open', 's', true],
      false,
      ['Open', 'Open', '', false],
      0,
    ]);
  });

  test('makes way for undoing, for changes of the whole file and for another file', () => {
    edit((flow) => ({ ...flow, name: 'edited' }));
    showPastFlow({ flow: past, runId: 'r1', startedUs: 1 });
    undo();
    const seen = [look()];
    showPastFlow({ flow: past, runId: 'r1', startedUs: 1 });
    editRoot((flow) => ({ ...flow, name: 'restored' }));
    seen.push(look());
    showPastFlow({ flow: past, runId: 'r1', startedUs: 1 });
    showDocument(open, { file: { name: 'open.flow.json' }, readOnly: false });
    seen.push(look());
    expect(seen).toEqual([
      ['Open', 'Open', '', false],
      ['restored', 'restored', '', false],
      ['Open', 'Open', '', false],
    ]);
  });
});

test('flows do the same work where only places, titles, notes and groups are different', () => {
  const titled = flowWith({ nodes: { a: { ...node, title: 'Other' } }, layout: { a: [5, 5] } });
  const noted = flowWith({
    nodes: {
      n: { ...node, kind: 'note', settings: {} },
      g: { ...node, kind: 'group', settings: {} },
      a: { ...node, parent: 'g' },
    },
  });
  const set = flowWith({ nodes: { a: { ...node, settings: { template: 'Ho' } } } });
  const off = flowWith({ nodes: { a: { ...node, disabled: true } } });
  const wired = flowWith({ edges: [{ from: 'a.text', to: 'a.x' }] });
  expect([titled, noted, set, off, wired, past].map((flow) => isSameWork(open, flow))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
