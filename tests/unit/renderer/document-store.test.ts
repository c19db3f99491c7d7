import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  edit,
  endStep,
  isUnsaved,
  markSaved,
  redo,
  showDocument,
  showNewDocument,
  stepWindowMs,
  undo,
  useDocumentStore,
} from '../../../renderer/document/document-store.ts';
import { createFlow } from '../../../renderer/document/flow-file.ts';

function rename(name: string, step?: string): void {
  edit((flow) => ({ ...flow, name }), step);
}
const nameNow = (): string => useDocumentStore.getState().document.name;
const unsaved = (): boolean => isUnsaved(useDocumentStore.getState());

beforeEach(() => showNewDocument('Start'));

describe('document store', () => {
  test('every edit is a step; undo and redo walk along them', () => {
    rename('one');
    rename('two');
    const walked = [undo, undo, undo, redo, redo, redo].map((walk) => {
      walk();
      return nameNow();
    });
    expect(walked).toEqual(['one', 'Start', 'Start', 'one', 'two', 'two']);
  });

  test('typing in one field is one step; another field begins a new one', () => {
    for (const name of ['H', 'He', 'Hey']) rename(name, 'name');
    edit((flow) => ({ ...flow, description: 'x' }), 'description');
    undo();
    expect(nameNow()).toBe('Hey');
    undo();
    expect(nameNow()).toBe('Start');
    redo();
    expect(nameNow()).toBe('Hey');
  });

  test('a pause, leaving the field, and an undo each end the step', () => {
    vi.useFakeTimers();
    try {
      rename('before pause', 'name');
      vi.advanceTimersByTime(stepWindowMs);
      rename('after pause', 'name');
      endStep();
      rename('after leaving', 'name');
      undo();
      rename('after undo', 'name');
      const walked = [0, 1, 2].map(() => {
        undo();
        return nameNow();
      });
      expect(walked).toEqual(['after pause', 'before pause', 'Start']);
    } finally {
      vi.useRealTimers();
    }
  });

  test('an edit after undo forgets what was undone', () => {
    rename('one');
    undo();
    rename('other');
    redo();
    expect(nameNow()).toBe('other');
  });

  test('unsaved means different from the file, also after undo', () => {
    const seen: boolean[] = [unsaved()];
    rename('one');
    seen.push(unsaved());
    markSaved(useDocumentStore.getState().document, { name: 'one.flow.json' });
    seen.push(unsaved());
    undo();
    seen.push(unsaved());
    redo();
    seen.push(unsaved());
    expect(seen).toEqual([false, true, false, true, false]);
  });

  test('an edit that changes nothing is no step', () => {
    rename('one');
    edit((flow) => flow);
    undo();
    expect(nameNow()).toBe('Start');
  });

  test('a read-only file does not change; another document starts without steps', () => {
    rename('one');
    const document = createFlow('Newer');
    showDocument(document, { file: { name: 'newer.flow.json' }, readOnly: true });
    rename('changed');
    undo();
    expect(useDocumentStore.getState()).toMatchObject({
      document,
      saved: document,
      readOnly: true,
      file: { name: 'newer.flow.json' },
    });
  });
});
