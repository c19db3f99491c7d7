import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { TextSearch } from './search-text.ts';
import { useSteps } from './use-steps.ts';

/** A search that goes on in a value, and where the person is in it. */
export interface ValueSearch {
  readonly words: string;
  readonly search: TextSearch | undefined;
  /** Which of the matches, from 0; -1 before the first one was found. */
  readonly at: number;
  /** Where the match stands in the text. */
  readonly match: number | undefined;
  setWords(words: string): void;
  /** To the next one by 1, to the one before by -1; round at the ends. */
  go(by: number): void;
}

/** Searches a text while the person types; goes to the first match as soon as it is found. */
export function useValueSearch(text: string | undefined): ValueSearch {
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const search = useMemo(() => {
    if (text === undefined || words === '') return undefined;
    const made = new TextSearch(text, words);
    made.step(4);
    return made;
  }, [text, words]);
  useSteps(search);
  const count = search?.matches.length ?? 0;
  const at = count === 0 ? -1 : chosen % count;
  return {
    words,
    search,
    at,
    match: at < 0 ? undefined : search?.matches[at],
    setWords(next) {
      setWords(next);
      setChosen(0);
    },
    go: (by) => setChosen(count === 0 ? 0 : (at + by + count) % count),
  };
}

/** The field, the count, and the ways to the next match and the one before. */
export function SearchBar({
  value,
  onClose,
}: {
  readonly value: ValueSearch;
  readonly onClose: () => void;
}): ReactNode {
  const { t, i18n } = useTranslation('values');
  const { words, search, at } = value;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const count = search?.matches.length ?? 0;
  const write = (number: number): string => number.toLocaleString(i18n.language);
  return (
    <div role="search" className="my-1 flex items-center gap-1">
      <TextField
        ref={field}
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={words}
        onChange={(event) => value.setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') value.go(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        className="h-7"
      />
      <span role="status" aria-label={t('matches')} className="shrink-0 text-tiny text-muted">
        {words === '' ? '' : t('matchOf', { place: write(at + 1), all: write(count) })}
        {search?.isFull === true ? '+' : ''}
        {search !== undefined && search.progress < 1
          ? ` ${Math.floor(search.progress * 100)} %`
          : ''}
      </span>
      <IconButton
        label={t('matchBefore')}
        keys="Shift+Enter"
        disabled={count === 0}
        onClick={() => value.go(-1)}
      >
        <ChevronUp size={16} />
      </IconButton>
      <IconButton
        label={t('matchNext')}
        keys="Enter"
        disabled={count === 0}
        onClick={() => value.go(1)}
      >
        <ChevronDown size={16} />
      </IconButton>
      <IconButton label={t('closeSearch')} keys="Esc" onClick={onClose}>
        <X size={16} />
      </IconButton>
    </div>
  );
}
