import { describe, expect, test } from 'vitest';
import {
  isReserved,
  normaliseChord,
  readChord,
  typesText,
} from '../../../../renderer/commands/chord.ts';
import type { KeyPress } from '../../../../renderer/commands/chord.ts';

function press(key: string, held = '', code = ''): KeyPress {
  return {
    key,
    code,
    ctrlKey: held.includes('c'),
    metaKey: held.includes('m'),
    altKey: held.includes('a'),
    shiftKey: held.includes('s'),
  };
}

describe('keys as they are pressed', () => {
  test.each([
    [press('z', 'cs'), 'Mod+Shift+Z'],
    [press('Z', 'cs'), 'Mod+Shift+Z'],
    [press('?', 's'), '?'],
    [press('?'), '?'],
    [press('!', 's', 'Digit1'), '!'],
    [press('1', '', 'Digit1'), '1'],
    [press('Enter', 'cs'), 'Mod+Shift+Enter'],
    [press(' '), 'Space'],
    [press('+', 'cs'), 'Mod++'],
    [press('F8', 's'), 'Shift+F8'],
    [press('ArrowUp', 'a'), 'Alt+ArrowUp'],
    [press('k', 'm'), 'Meta+K'],
    // A Russian keyboard: the key's place counts.
    [press('л', 'c', 'KeyK'), 'Mod+K'],
    [press('Shift', 's'), undefined],
    [press('Process'), undefined],
  ] as const)('%o is %s', (pressed, chord) => {
    expect(readChord(pressed, false)).toBe(chord);
  });

  test('on a Mac ⌘ is the main key, Ctrl another, and Alt writes signs', () => {
    expect([
      readChord(press('k', 'm'), true),
      readChord(press('k', 'c'), true),
      readChord(press('å', 'a', 'KeyA'), true),
    ]).toEqual(['Mod+K', 'Ctrl+K', 'Alt+A']);
  });
});

test('keys are written in one way only, and nonsense is none', () => {
  const given = ['Shift+Mod+z', ' Mod+? ', 'Shift+?', 'Mod++', 'F12', 'Escape', 'a'];
  expect(given.map(normaliseChord)).toEqual([
    'Mod+Shift+Z',
    'Mod+?',
    '?',
    'Mod++',
    'F12',
    'Escape',
    'A',
  ]);
  const broken = ['', '+', 'Mod+', 'Mod', 'Hyper+K', 'Mod+Mod+K', 'F99', 'Enter+K', ' ', 'Mod+ab'];
  expect(broken.map(normaliseChord)).toEqual(
    broken.map((text) => (text === '+' ? '+' : undefined)),
  );
});

test('a letter types, with Ctrl or as F2 it does not', () => {
  expect(
    ['A', 'Shift+A', '?', 'Delete', 'Mod+A', 'Alt+A', 'F2', 'Shift+F3'].map(typesText),
  ).toEqual([true, true, true, true, false, false, false, false]);
});

test('the keys that make the window usable stay what they are', () => {
  expect(['Escape', 'Enter', 'Mod+C', 'ArrowUp', 'Mod+K', 'Tab', 'M'].map(isReserved)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
