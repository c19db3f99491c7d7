import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { EditorView } from '@codemirror/view';
import { classNames } from '../ui/class-names.ts';
import { controlSurface } from '../ui/text-field.tsx';
import { editorExtensions } from './editor-extensions.ts';
import type { EditorLanguage } from './editor-extensions.ts';

export interface CodeFieldProps {
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
  /** `editor`: the text is no part of the flow, so the editor undoes by itself. Default `flow`. */
  readonly undo?: 'flow' | 'editor';
}

const linePx = 18;
const paddingPx = 12;

/** Several lines of text or code, in an editor that grows to twice its rows. Undo belongs to the flow, not to the editor. */
export function CodeField(props: CodeFieldProps): ReactNode {
  const { label, language, value, placeholder, readOnly = false, invalid = false } = props;
  const fill = props.fit === 'fill';
  const ownUndo = props.undo === 'editor';
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
        onChange: (text) => handlers.current.onChange(text),
        onBlur: () => handlers.current.onBlur?.(),
      }),
    });
    view.current = editor;
    return () => {
      start.current = editor.state.doc.toString();
      editor.destroy();
    };
  }, [label, language, placeholder, readOnly, ownUndo]);

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
