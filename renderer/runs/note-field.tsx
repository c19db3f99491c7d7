import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedRun } from '../../core/contracts/run-history.ts';
import { TextField } from '../ui/text-field.tsx';
import { markRun } from './runs-store.ts';

const longestNote = 10_000;

interface NoteFieldProps {
  readonly run: ListedRun;
  /** Called when the note is kept or given up. */
  readonly onDone: () => void;
}

/** A run's note while it is written: Enter keeps it, Esc leaves it as it was. */
export function NoteField({ run, onDone }: NoteFieldProps): ReactNode {
  const { t } = useTranslation('history');
  const [note, setNote] = useState(run.note);
  const isOver = useRef(false);
  const end = (keep: boolean): void => {
    if (isOver.current) return;
    isOver.current = true;
    if (keep && note.trim() !== run.note) void markRun(run.runId, { note: note.trim() });
    onDone();
  };
  return (
    <TextField
      autoFocus
      aria-label={t('note')}
      placeholder={t('notePlaceholder')}
      maxLength={longestNote}
      value={note}
      onChange={(event) => setNote(event.target.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') end(true);
        else if (event.key === 'Escape') end(false);
      }}
      className="h-6"
    />
  );
}
