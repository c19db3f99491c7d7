import { ArrowUp, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { controlSurface } from '../ui/text-field.tsx';

interface ChatComposerProps {
  readonly flowKey: string;
  /** The message that is written anew; undefined: a new one. */
  readonly editing: string | undefined;
  readonly isRunning: boolean;
  readonly onSend: (message: string) => void;
  readonly onStop: () => void;
  readonly onLeaveEditing: () => void;
}

/** What was typed and not sent yet, by conversation: it outlives the panel. */
const drafts = new Map<string, string>();

/** Where the person writes: Enter sends, Shift+Enter begins a line. */
export function ChatComposer(props: ChatComposerProps): ReactNode {
  const { t } = useTranslation('workspace');
  const { flowKey, editing, isRunning, onSend, onStop, onLeaveEditing } = props;
  const [text, setText] = useState(editing ?? drafts.get(flowKey) ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  const isEditing = editing !== undefined;
  useEffect(() => {
    if (!isEditing) return;
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, [isEditing]);
  const write = (next: string): void => {
    setText(next);
    if (!isEditing) drafts.set(flowKey, next);
  };
  const send = (): void => {
    if (isRunning || text.trim() === '') return;
    write('');
    onSend(text);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // An input method takes Enter for itself while a word is being composed.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && isEditing) {
      event.preventDefault();
      onLeaveEditing();
    }
  };
  return (
    <form
      data-keeps-keys="Mod+Enter"
      className="shrink-0 border-t border-line p-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {isEditing ? (
        <p className="flex items-center gap-2 px-1 pb-1 text-small text-muted">
          {t('chatEditing')}
          <Button variant="quiet" className="h-6 text-small" onClick={onLeaveEditing}>
            {t('chatLeaveEditing')}
          </Button>
        </p>
      ) : undefined}
      <div className="flex items-end gap-2">
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={t('chatMessage')}
          placeholder={t('chatPlaceholder')}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          className={classNames(
            controlSurface,
            'field-sizing-content max-h-40 min-h-7 grow resize-none px-2.5 py-1',
          )}
        />
        {isRunning ? (
          <Button variant="danger" icon={<Square size={11} fill="currentColor" />} onClick={onStop}>
            {t('chatStop')}
          </Button>
        ) : (
          <Button
            type="submit"
            variant="primary"
            icon={<ArrowUp size={14} />}
            disabled={text.trim() === ''}
          >
            {t('chatSend')}
          </Button>
        )}
      </div>
    </form>
  );
}
