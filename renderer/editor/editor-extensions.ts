import { javascript } from '@codemirror/lang-javascript';
import { SQLite, sql } from '@codemirror/lang-sql';
import { EditorState, Prec } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  keymap,
  placeholder,
} from '@codemirror/view';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  HighlightStyle,
  bracketMatching,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import type { CompletionSource } from '@codemirror/autocomplete';
import { editorSearch } from './editor-search.ts';
import { completeScript, scriptHover } from './script-completion.ts';
import { textMarks } from './text-marks.ts';
import { expressionExtensions } from './expression-completion.ts';

/** `template` marks {{variables}}. */
export type EditorLanguage = 'javascript' | 'json' | 'sql' | 'template' | 'expression' | 'plain';

interface EditorOptions {
  readonly label: string;
  readonly language: EditorLanguage;
  readonly placeholder: string | undefined;
  readonly readOnly: boolean;
  /** Whether the editor keeps its own history; otherwise undo is its surroundings' business. */
  readonly hasUndo: boolean;
  /** Whether it has a search of its own, under Ctrl+F. */
  readonly hasSearch: boolean;
  /** What is offered while somebody types, besides what the language offers. */
  readonly complete: CompletionSource;
  readonly onChange: (text: string) => void;
  readonly onBlur: () => void;
  /** Called for Ctrl+Enter; the key belongs to the window where it is absent. */
  readonly onSubmit: (() => void) | undefined;
}

/** All that an editor in the inspector needs. */
export function editorExtensions(options: EditorOptions): Extension {
  const code = codeLanguages.includes(options.language);
  const { onSubmit } = options;
  return [
    ...(options.hasSearch ? [editorSearch()] : []),
    ...(onSubmit === undefined ? [] : [submitKey(onSubmit)]),
    textMarks,
    keymap.of(code ? [...defaultKeymap, indentWithTab] : defaultKeymap),
    ...(options.hasUndo ? [history(), keymap.of(historyKeymap)] : []),
    EditorState.readOnly.of(options.readOnly),
    EditorView.editable.of(!options.readOnly),
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      tabindex: '0',
    }),
    EditorView.updateListener.of((update) => {
      const typed = update.transactions.some(
        (transaction) =>
          transaction.isUserEvent('input') ||
          transaction.isUserEvent('delete') ||
          transaction.isUserEvent('move') ||
          transaction.isUserEvent('undo') ||
          transaction.isUserEvent('redo'),
      );
      if (update.docChanged && typed) options.onChange(update.state.doc.toString());
    }),
    EditorView.domEventHandlers({ blur: options.onBlur }),
    ...(options.placeholder === undefined ? [] : [placeholder(options.placeholder)]),
    ...extensionsFor(options.language, options.complete),
  ];
}

/** Languages that are coloured, searched and indented as code. */
export const codeLanguages: readonly EditorLanguage[] = ['javascript', 'json', 'sql'];

/** Before the usual keys: there Ctrl+Enter begins a line. */
function submitKey(onSubmit: () => void): Extension {
  const run = (): boolean => {
    onSubmit();
    return true;
  };
  return Prec.high(keymap.of([{ key: 'Mod-Enter', run }]));
}

function extensionsFor(language: EditorLanguage, complete: CompletionSource): readonly Extension[] {
  const offer = (source: CompletionSource): Extension =>
    autocompletion({ override: [source], icons: false });
  switch (language) {
    case 'javascript':
      return [javascript(), ...codeExtensions, scriptHover, offer(completeScript)];
    case 'json':
      return [javascript(), ...codeExtensions, offer(complete)];
    case 'sql':
      return [sql({ dialect: SQLite }), ...codeExtensions, offer(complete)];
    case 'expression':
      return expressionExtensions;
    case 'template':
      return [EditorView.lineWrapping, variableMarks, offer(complete)];
    case 'plain':
      return [EditorView.lineWrapping];
  }
}

const codeExtensions: readonly Extension[] = [
  indentOnInput(),
  closeBrackets(),
  keymap.of(closeBracketsKeymap),
  bracketMatching(),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.comment, color: 'var(--muted)' },
      {
        tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword],
        color: 'var(--family-models)',
      },
      { tag: [tags.string, tags.special(tags.string)], color: 'var(--state-done)' },
      { tag: [tags.number, tags.bool, tags.null], color: 'var(--family-flow)' },
      {
        tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
        color: 'var(--accent)',
      },
    ]),
  ),
];

const variableMatcher = new MatchDecorator({
  regexp: /\{\{\s*[\p{L}_][\p{L}\p{N}_]*\s*\}\}/gu,
  decoration: Decoration.mark({ class: 'template-variable' }),
});

const variableMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = variableMatcher.createDeco(view);
    }
    update(update: ViewUpdate): void {
      this.decorations = variableMatcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
