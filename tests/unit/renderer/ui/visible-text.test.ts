import { expect, test } from 'vitest';
import { showHidden, withoutMarks } from '../../../../renderer/ui/visible-text.ts';

const point = (...codes: number[]): string => String.fromCodePoint(...codes);

test('overrides of direction, controls, lone joiners and tags are shown, and can be taken back', () => {
  const texts = [
    `invoice${point(0x202e)}fdp.exe`,
    `${point(0x2066)}isolated${point(0x2069)}`,
    `a${point(0x1b)}[31mred${point(0x85)}`,
    `pass${point(0x200b)}word ${point(0x200d)} ${point(0x200f)}.`,
    `hi${point(0xe0041, 0xe0042)}`,
    point(0xfeff, 0),
  ];
  expect(texts.map(showHidden)).toEqual([
    'invoice⟨U+202E⟩fdp.exe',
    '⟨U+2066⟩isolated⟨U+2069⟩',
    'a⟨U+001B⟩[31mred⟨U+0085⟩',
    'pass⟨U+200B⟩word ⟨U+200D⟩ ⟨U+200F⟩.',
    'hi⟨U+E0041⟩⟨U+E0042⟩',
    '⟨U+FEFF⟩⟨U+0000⟩',
  ]);
  expect(texts.map((text) => withoutMarks(showHidden(text)))).toEqual(texts);
});

test('what scripts and emoji need is left alone, and marks that somebody wrote of ordinary letters stay', () => {
  const texts = [
    'plain\ttext\r\nof lines',
    'می‌خواهم',
    'क्‍ष',
    '👩‍👩‍👧 👩🏽‍💻 ❤️‍🔥',
    `אבג${point(0x200f)}, abc`,
    `ไทย${point(0x200b)}ภาษา`,
    point(0x1f3f4, 0xe0067, 0xe0062, 0xe0065, 0xe006e, 0xe0067, 0xe007f),
  ];
  expect(texts.map(showHidden)).toEqual(texts);
  expect(withoutMarks('⟨U+0041⟩')).toBe('⟨U+0041⟩');
});
