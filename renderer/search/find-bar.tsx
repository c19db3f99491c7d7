import {
  CaseSensitive,
  ChevronDown,
  ChevronRight,
  ChevronUp,
  Regex,
  WholeWord,
  X,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShownKeys } from '../commands/key-bindings.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { showToast } from '../ui/toast-store.ts';
import { FindMatches } from './find-matches.tsx';
import {
  changeQuery,
  closeFind,
  editMatch,
  refreshFind,
  replaceAllMatches,
  replaceMatch,
  useFind,
  walkMatches,
} from './find-store.ts';

/** How long the flow rests before it is searched again, ms. */
const pauseMs = 100;

/** Find and replace, over the canvas, while it is open. */
export function FindBar(): ReactNode {
  const isOpen = useFind((store) => store.isOpen);
  return isOpen ? <OpenBar /> : undefined;
}

function OpenBar(): ReactNode {
  const { t } = useTranslation('search');
  const replaces = useFind((store) => store.replaces);
  const asked = useFind((store) => store.asked);
  const back = useRef<Element>(null);
  useEffect(() => {
    back.current = document.activeElement;
  }, []);
  useEffect(followFlow, []);
  const close = (): void => {
    closeFind();
    if (back.current instanceof HTMLElement && back.current.isConnected) back.current.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    close();
  };
  return (
    <search
      aria-label={t('find')}
      onKeyDown={onKeyDown}
      className="nokey float-in absolute top-3 right-3 z-10 flex max-h-[70%] w-[400px] max-w-[calc(100%-24px)] flex-col rounded-control border border-line-strong bg-float shadow-float"
    >
      <div className="flex items-start gap-1 p-1.5">
        <IconButton
          label={t(replaces ? 'hideReplace' : 'showReplace')}
          aria-expanded={replaces}
          className="h-[30px] w-5!"
          onClick={() => useFind.setState({ replaces: !replaces })}
        >
          {replaces ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </IconButton>
        <div className="flex min-w-0 grow flex-col gap-1.5">
          <FindRow key={asked} onClose={close} />
          {replaces ? <ReplaceRow /> : undefined}
        </div>
      </div>
      <FindMatches />
    </search>
  );
}

/** Searches again whenever the flow has changed and rests. */
function followFlow(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = useDocumentStore.subscribe((now, before) => {
    if (now.root === before.root) return;
    clearTimeout(timer);
    timer = setTimeout(refreshFind, pauseMs);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

function FindRow({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('search');
  const shownKeys = useShownKeys();
  const { query, problem } = useFind();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.select();
    field.current?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (event.altKey) editMatch();
    else walkMatches(event.shiftKey ? -1 : 1);
  };
  return (
    <div className="flex items-center gap-1">
      <div className="relative min-w-0 grow">
        <TextField
          ref={field}
          aria-label={t('find')}
          placeholder={t('findHint')}
          aria-invalid={problem !== undefined}
          value={query.text}
          onChange={(event) => changeQuery({ text: event.target.value })}
          onKeyDown={onKeyDown}
          className="pr-[84px]"
        />
        <FindOptions />
      </div>
      <Counter />
      <IconButton
        label={t('previous')}
        keys={shownKeys('go.previous-match')}
        onClick={() => walkMatches(-1)}
      >
        <ChevronUp size={16} />
      </IconButton>
      <IconButton
        label={t('next')}
        keys={shownKeys('go.next-match')}
        onClick={() => walkMatches(1)}
      >
        <ChevronDown size={16} />
      </IconButton>
      <IconButton label={t('closeFind')} onClick={onClose}>
        <X size={16} />
      </IconButton>
    </div>
  );
}

function FindOptions(): ReactNode {
  const { t } = useTranslation('search');
  const query = useFind((store) => store.query);
  const options = [
    { key: 'matchCase', Icon: CaseSensitive },
    { key: 'wholeWord', Icon: WholeWord },
    { key: 'isRegex', Icon: Regex },
  ] as const;
  return (
    <div className="absolute top-[3px] right-[3px] flex">
      {options.map(({ key, Icon }) => (
        <IconButton
          key={key}
          label={t(key)}
          aria-pressed={query[key]}
          onClick={() => changeQuery({ [key]: !query[key] })}
          className="size-6! aria-pressed:bg-accent-quiet aria-pressed:text-accent"
        >
          <Icon size={15} />
        </IconButton>
      ))}
    </div>
  );
}

/** Which match of how many, or why there is none. */
function Counter(): ReactNode {
  const { t } = useTranslation('search');
  const { query, matches, current, isCut, problem } = useFind();
  const total = `${matches.length}${isCut ? '+' : ''}`;
  const words =
    query.text === '' || problem !== undefined
      ? ''
      : matches.length === 0
        ? t('noMatch')
        : t('matchOf', { at: current + 1, total });
  return (
    <span
      role="status"
      className={classNames(
        'w-16 shrink-0 text-center text-small whitespace-nowrap tabular-nums',
        matches.length === 0 ? 'text-failed' : 'text-muted',
      )}
    >
      {words}
    </span>
  );
}

function ReplaceRow(): ReactNode {
  const { t } = useTranslation('search');
  const replacement = useFind((store) => store.replacement);
  const none = useFind((store) => store.matches.length === 0);
  const readOnly = useDocumentStore((store) => store.fileReadOnly);
  const disabled = none || readOnly;
  return (
    <div className="flex items-center gap-1">
      <TextField
        aria-label={t('replaceWith')}
        placeholder={t('replaceWith')}
        value={replacement}
        onChange={(event) => useFind.setState({ replacement: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || disabled) return;
          event.preventDefault();
          replaceMatch();
        }}
      />
      <Button disabled={disabled} onClick={replaceMatch}>
        {t('replace')}
      </Button>
      <Button
        disabled={disabled}
        onClick={() =>
          showToast({ tone: 'info', text: t('replaced', { count: replaceAllMatches() }) })
        }
      >
        {t('replaceAll')}
      </Button>
    </div>
  );
}
