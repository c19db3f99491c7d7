import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { TextField } from '../ui/text-field.tsx';

interface OutputSearchProps {
  readonly words: string;
  /** Rows that hold the words. */
  readonly count: number;
  /** The one that is shown, from 0; undefined for none. */
  readonly at: number | undefined;
  readonly onWords: (words: string) => void;
  readonly onGo: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

/** The search above the lines of the Output panel: finds while the person types, Enter goes on, Esc closes it. */
export function OutputSearch(props: OutputSearchProps): ReactNode {
  const { t } = useTranslation('panels');
  const { words, count, at, onWords, onGo, onClose } = props;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') onGo(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <search className="flex shrink-0 items-center gap-1 border-b border-line px-2 py-1">
      <TextField
        ref={field}
        type="search"
        value={words}
        aria-label={t('findInOutput')}
        placeholder={t('findInOutput')}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-7! max-w-72"
      />
      <span role="status" className="min-w-16 px-1 text-small whitespace-nowrap text-muted">
        {words === ''
          ? ''
          : count === 0
            ? t('foundNone')
            : t('foundAt', { at: (at ?? 0) + 1, count })}
      </span>
      <IconButton label={t('foundBefore')} disabled={count === 0} onClick={() => onGo(-1)}>
        <ChevronUp size={16} />
      </IconButton>
      <IconButton label={t('foundNext')} disabled={count === 0} onClick={() => onGo(1)}>
        <ChevronDown size={16} />
      </IconButton>
      <IconButton label={t('closeSearch')} onClick={onClose}>
        <X size={16} />
      </IconButton>
    </search>
  );
}
