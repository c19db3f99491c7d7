import { StateEffect, StateField } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { Decoration, EditorView, hoverTooltip } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import { engineWords } from '../i18n/use-engine-words.ts';
import type { TextMark } from './find-json-marks.ts';

const setMarks = StateEffect.define<readonly TextMark[]>();

interface Marked {
  readonly marks: readonly TextMark[];
  readonly drawn: DecorationSet;
}

const marked = StateField.define<Marked>({
  create: () => ({ marks: [], drawn: Decoration.none }),
  update(value, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setMarks)) return draw(effect.value, transaction.state.doc.length);
    if (!transaction.docChanged) return value;
    return { marks: [], drawn: value.drawn.map(transaction.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ drawn }) => drawn),
});

function draw(marks: readonly TextMark[], length: number): Marked {
  const inside = marks
    .filter(({ from, to }) => from < to && to <= length)
    .toSorted((a, b) => a.from - b.from || a.to - b.to);
  const drawn = inside.map(({ from, to, severity }) =>
    Decoration.mark({ class: `text-mark text-mark-${severity}` }).range(from, to),
  );
  return { marks: inside, drawn: Decoration.set(drawn) };
}

/** Underlines what is wrong; the sentence shows on hover, and stands under the field for everybody. */
export const textMarks: Extension = [
  marked,
  hoverTooltip((view, at) => {
    const mark = view.state.field(marked).marks.find(({ from, to }) => from <= at && at <= to);
    if (mark === undefined) return null;
    return {
      pos: mark.from,
      end: mark.to,
      above: true,
      create: () => ({ dom: textBox(engineWords(mark.message)) }),
    };
  }),
];

/** Replaces what is underlined in an editor. */
export function showMarks(view: EditorView, marks: readonly TextMark[]): void {
  view.dispatch({ effects: setMarks.of(marks) });
}

/** A tooltip with one text; as text, never as markup. */
export function textBox(text: string, className = 'editor-tooltip'): HTMLElement {
  const box = document.createElement('div');
  box.className = className;
  box.textContent = text;
  return box;
}
