import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { CompletionSource } from '@codemirror/autocomplete';
import { EditorView } from '@codemirror/view';
import type { TextMark } from './find-json-marks.ts';
import { showMarks } from './text-marks.ts';
import { classNames } from '../ui/class-names.ts';
import { controlSurface } from '../ui/text-field.tsx';
import { codeLanguages, editorExtensions } from './editor-extensions.ts';
import type { EditorLanguage } from './editor-extensions.ts';

export interface CodeFieldProps {
  /** Of the element that takes the text. */
  readonly id?: string;
  readonly label: string;
  readonly language: EditorLanguage;
  readonly rows: number;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly readOnly?: boolean;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** `fill` takes the height it is given; `field` (default) grows with its rows. */
  readonly fit?: 'field' | 'fill';
  /** Whether Ctrl+F searches in it; code always can be. */
  readonly searchable?: boolean;
  /** What is offered while somebody types. */
  readonly complete?: CompletionSource | undefined;
  /** What is underlined; the sentences stand under the field as well. */
  readonly marks?: readonly TextMark[] | undefined;
  /** Where the cursor is and how far it is scrolled, when it comes and when it goes. */
  readonly position?: EditorPosition | undefined;
  /** `editor`: the text is no part of the flow, so the editor undoes by itself. Default `flow`. */
  readonly undo?: 'flow' | 'editor';
  /** Called for Ctrl+Enter, which then does nothing else. */
  readonly onSubmit?: () => void;
  /** Takes the way to put a text in place of what is selected. */
  readonly inserter?: EditorInserter | undefined;
}

/** Puts a text into an editor from outside, as typing would; absent while there is no editor. */
export interface EditorInserter {
  current: ((text: string) => void) | undefined;
}

/** Where somebody was in an editor, kept while another shows the same text. */
export interface EditorPosition {
  current: { readonly anchor: number; readonly head: number; readonly top: number } | undefined;
}

const noMarks: readonly TextMark[] = [];
const linePx = 18;
const paddingPx = 12;

/** Several lines of text or code, in an editor that grows to twice its rows. Undo belongs to the flow, not to the editor. */
export function CodeField(props: CodeFieldProps): ReactNode {
  const { label, language, value, placeholder, readOnly = false, invalid = false } = props;
  const fill = props.fit === 'fill';
  const ownUndo = props.undo === 'editor';
  const isCode = codeLanguages.includes(language);
  const submits = props.onSubmit !== undefined;
  const searchable = props.searchable === true || isCode || fill;
  const { id, position, inserter, marks = noMarks } = props;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const handlers = useRef(props);
  const start = useRef(value);
  useEffect(() => {
    handlers.current = props;
  });

  useEffect(() => {
    if (parent.current === null) return;
    const editor = new EditorView({
      parent: parent.current,
      doc: start.current,
      extensions: editorExtensions({
        label,
        language,
        placeholder,
        readOnly,
        hasUndo: ownUndo,
        hasSearch: searchable,
        complete: (context) => handlers.current.complete?.(context) ?? null,
        onChange: (text) => handlers.current.onChange(text),
        onBlur: () => handlers.current.onBlur?.(),
        onSubmit: submits ? () => handlers.current.onSubmit?.() : undefined,
      }),
    });
    view.current = editor;
    if (id !== undefined) editor.contentDOM.id = id;
    if (position !== undefined) restorePosition(editor, position);
    if (inserter !== undefined) giveInserter(inserter, editor);
    return () => {
      start.current = editor.state.doc.toString();
      if (position !== undefined) keepPosition(editor, position);
      if (inserter !== undefined) giveInserter(inserter, undefined);
      editor.destroy();
    };
  }, [
    id,
    label,
    language,
    placeholder,
    readOnly,
    ownUndo,
    searchable,
    submits,
    position,
    inserter,
  ]);

  useEffect(() => {
    if (view.current !== undefined) showMarks(view.current, marks);
  }, [marks]);

  // Set from outside: an editor that was made anew with each problem would lose the focus of whoever types.
  useEffect(() => {
    const { contentDOM } = view.current ?? {};
    if (props.describedBy === undefined) contentDOM?.removeAttribute('aria-describedby');
    else contentDOM?.setAttribute('aria-describedby', props.describedBy);
  });

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || editor.state.doc.toString() === value) return;
    // Changed from outside, as by undo; the editor must not report it back as typing.
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return (
    <div
      ref={parent}
      data-keeps-keys={keptKeys(searchable, submits)}
      data-document-field={ownUndo ? undefined : true}
      aria-invalid={invalid}
      className={classNames(
        controlSurface,
        'editor overflow-hidden',
        language === 'plain' && 'editor-prose',
        fill && 'editor-fill h-full',
      )}
      style={
        fill
          ? undefined
          : {
              ['--editor-min' as string]: `${props.rows * linePx + paddingPx}px`,
              ['--editor-max' as string]: `${Math.max(props.rows * 2, 20) * linePx + paddingPx}px`,
            }
      }
    />
  );
}

function keptKeys(searchable: boolean, submits: boolean): string | undefined {
  const keys = [searchable ? 'Mod+F Mod+G F3' : '', submits ? 'Mod+Enter' : ''];
  return keys.filter((each) => each !== '').join(' ') || undefined;
}

function giveInserter(inserter: EditorInserter, editor: EditorView | undefined): void {
  inserter.current =
    editor &&
    ((text) => {
      editor.dispatch({ ...editor.state.replaceSelection(text), userEvent: 'input.paste' });
      editor.focus();
    });
}

function keepPosition(editor: EditorView, position: EditorPosition): void {
  const { anchor, head } = editor.state.selection.main;
  position.current = { anchor, head, top: editor.scrollDOM.scrollTop };
}

function restorePosition(editor: EditorView, { current }: EditorPosition): void {
  if (current === undefined) return;
  const { length } = editor.state.doc;
  const [anchor, head] = [Math.min(current.anchor, length), Math.min(current.head, length)];
  editor.dispatch({
    selection: { anchor, head },
    effects: EditorView.scrollIntoView(head, { y: 'center' }),
  });
}
