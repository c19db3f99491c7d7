import { create } from 'zustand';
import type { RunRequest } from '../../core/model/run-request.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import { findHistoryInput } from '../document/read-chat-flow.ts';
import { useEngineStore } from '../engine/engine-store.ts';

interface RunInputStore {
  /** What was typed for the next run, by input node; a node without an entry runs with its default. */
  readonly typed: Readonly<Record<string, string>>;
}

/** What the next run is started with; belongs to the window, not to the flow. */
export const useRunInputStore = create<RunInputStore>()(() => ({ typed: {} }));

export function typeRunInput(nodeId: string, text: string): void {
  useRunInputStore.setState(({ typed }) => ({ typed: { ...typed, [nodeId]: text } }));
}

/** Forgets what was typed, as when another flow is opened. */
export function clearRunInput(): void {
  useRunInputStore.setState({ typed: {} });
}

/** One field for a run's input. */
export interface RunInputField {
  readonly nodeId: string;
  readonly title: string;
  readonly value: string;
}

/**
 * The flow's input nodes with what they get: the typed text, else their default. The one that takes a conversation's
 * earlier turns is none to type into.
 */
export function runInputFields(
  document: FlowDocument,
  kinds: readonly KindDescriptor[],
  typed: Readonly<Record<string, string>>,
): readonly RunInputField[] {
  const inputKinds = new Set(
    kinds.filter((kind) => kind.role === 'run-input').map((kind) => kind.kind),
  );
  const history = findHistoryInput(document, kinds);
  return Object.entries(document.nodes)
    .filter(
      ([nodeId, node]) => inputKinds.has(node.kind) && node.disabled !== true && nodeId !== history,
    )
    .map(([nodeId, { title, settings }]) => {
      const preset = settings['default'];
      return {
        nodeId,
        title,
        value: typed[nodeId] ?? (typeof preset === 'string' ? preset : ''),
      };
    });
}

/** The input of the next run, as the engine takes it. */
export function runInputOf(document: FlowDocument): RunRequest['input'] {
  const { kinds } = useEngineStore.getState();
  const fields = runInputFields(document, kinds, useRunInputStore.getState().typed);
  const [first, ...more] = fields;
  if (first === undefined) return '';
  const isOnly = more.length === 0 && findHistoryInput(document, kinds) === undefined;
  if (isOnly) return first.value;
  return Object.fromEntries(
    fields.filter((field) => field.value !== '').map((field) => [field.nodeId, field.value]),
  );
}
