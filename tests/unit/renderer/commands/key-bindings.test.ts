import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseChord } from '../../../../renderer/commands/chord.ts';
import type { Command } from '../../../../renderer/commands/command.ts';
import {
  assignKeys,
  holderOf,
  keysOf,
  readChosenKeys,
} from '../../../../renderer/commands/key-bindings.ts';

function command(id: string, ...keys: readonly string[]): Command {
  return { id, title: 'undo', group: 'edit', keys, run: () => undefined };
}

const undo = command('undo', 'Mod+Z');
const redo = command('redo', 'Mod+Shift+Z', 'Mod+Y');
const none = command('none');
const commands = [undo, redo, none];

describe('keys that were stored', () => {
  test('are read in whichever way they were written', () => {
    expect(readChosenKeys({ chosen: { undo: ['Shift+Mod+u', 'Mod+Shift+U'], redo: [] } })).toEqual({
      undo: ['Mod+Shift+U'],
      redo: [],
    });
  });

  test.each([
    [undefined],
    [null],
    ['text'],
    [{ chosen: 3 }],
    [{ chosen: ['a'] }],
    [{ chosen: { undo: 'Mod+Z', redo: [3, {}], none: ['Hyper+Q', ''] } }],
  ])('are forgotten where they make no sense: %j', (stored) => {
    expect(readChosenKeys(stored)).toEqual({});
  });

  test('never break the program, whatever stands there', () => {
    fc.assert(
      fc.property(fc.anything(), (chosen) => {
        const read = readChosenKeys({ chosen });
        for (const keys of Object.values(read)) expect(keys.map(normaliseChord)).toEqual(keys);
      }),
    );
  });

  test('say nothing about commands that bear the name of an inherited one', () => {
    expect(keysOf(command('toString', 'T'), {})).toEqual(['T']);
  });
});

describe('choosing keys', () => {
  test('names who has them already', () => {
    expect([
      holderOf('Mod+Y', 'undo', commands, {})?.id,
      holderOf('Mod+Y', 'redo', commands, {}),
      holderOf('Mod+Y', 'undo', commands, { redo: [] }),
      holderOf('Q', 'undo', commands, { none: ['Q'] })?.id,
    ]).toEqual(['redo', undefined, undefined, 'none']);
  });

  test('takes them from whoever had them, and from nobody else', () => {
    const taken = assignKeys({}, commands, 'none', ['Mod+Y']);
    expect(taken).toEqual({ none: ['Mod+Y'], redo: ['Mod+Shift+Z'] });
    // Back to what they came with: nothing is chosen any more.
    expect(assignKeys(taken, commands, 'redo', redo.keys ?? [])).toEqual({});
  });

  test('leaves every key with one command at most', () => {
    const step = fc.tuple(
      fc.constantFrom('undo', 'redo', 'none'),
      fc.uniqueArray(fc.constantFrom('Mod+Z', 'Mod+Y', 'Mod+Shift+Z', 'Q', 'F9'), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let chosen = {};
        for (const [id, keys] of steps) {
          chosen = assignKeys(chosen, commands, id, keys);
          const all = commands.flatMap((command) => keysOf(command, chosen));
          expect(new Set(all).size).toBe(all.length);
          const given = commands.find((command) => command.id === id);
          expect(given && keysOf(given, chosen)).toEqual(keys);
        }
      }),
    );
  });
});
