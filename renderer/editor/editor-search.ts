import { search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import i18next from 'i18next';
import type { inspector } from '../i18n/en/inspector.ts';

/** The words of the search panel as CodeMirror looks them up. */
const phrases = {
  Find: 'findText',
  Replace: 'replaceText',
  next: 'findNext',
  previous: 'findPrevious',
  all: 'findAll',
  'match case': 'matchCase',
  regexp: 'matchExpression',
  'by word': 'matchWord',
  replace: 'replaceOne',
  'replace all': 'replaceAll',
  close: 'closeSearch',
  'current match': 'currentMatch',
  'on line': 'onLine',
} as const satisfies Record<string, keyof typeof inspector>;

/** A search in an editor, at its top, in the interface's language; Ctrl+F opens it and Esc closes it. */
export function editorSearch(): Extension {
  const words = Object.entries(phrases).map(([english, word]) => [
    english,
    i18next.t(word, { ns: 'inspector' }),
  ]);
  return [
    search({ top: true }),
    keymap.of(searchKeymap.filter(({ key }) => key !== undefined && kept.has(key))),
    EditorState.phrases.of(Object.fromEntries(words) as Record<string, string>),
  ];
}

/** Others are the window's own keys. */
const kept = new Set(['Mod-f', 'F3', 'Mod-g', 'Escape', 'Mod-Alt-g']);
