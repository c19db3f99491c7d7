import { Popover } from 'radix-ui';
import { Check, Search } from 'lucide-react';
import { useId, useState } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { filterOptions } from './filter-options.ts';
import type { SearchOption } from './filter-options.ts';

interface SearchListProps {
  /** Names the list and its search. */
  readonly label: string;
  readonly options: readonly SearchOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** Muted, under the list. */
  readonly footer?: ReactNode;
  readonly onOpen?: () => void;
}

/** More are not drawn: whoever has so many types a letter more. */
const mostDrawn = 200;

/** One of many, in a list with a search that opens under a button; arrow keys, Enter and Esc work. */
export function SearchList(props: SearchListProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) props.onOpen?.();
      }}
    >
      <Popover.Trigger asChild>{props.trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={props.label}
          className="float-in z-50 flex max-h-[min(22rem,var(--radix-popover-content-available-height))] w-80 max-w-[calc(100vw-16px)] flex-col overflow-hidden rounded-control border border-line-strong bg-float shadow-float"
        >
          <Choice {...props} onClose={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Choice(props: SearchListProps & { readonly onClose: () => void }): ReactNode {
  const { label, options, value, onChange, onClose } = props;
  const { t } = useTranslation();
  const listId = useId();
  const [query, setQuery] = useState('');
  const found = filterOptions(options, query).slice(0, mostDrawn);
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      options.findIndex((each) => each.value === value),
    ),
  );
  const active = Math.min(at, found.length - 1);
  const choose = (option: SearchOption | undefined): void => {
    if (option === undefined) return;
    onChange(option.value);
    onClose();
  };
  const move = (event: KeyboardEvent): void => {
    const next = nextIndex(event.key, active, found.length);
    if (event.key === 'Enter') choose(found[active]);
    else if (next === undefined) return;
    else setAt(next);
    event.preventDefault();
  };
  return (
    <>
      <label className="flex items-center gap-2 border-b border-line px-2.5">
        <Search size={14} aria-hidden className="shrink-0 text-muted" />
        <input
          autoFocus
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
          value={query}
          spellCheck={false}
          placeholder={t('searchList')}
          onKeyDown={move}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          className="h-8 min-w-0 grow bg-transparent outline-none placeholder:text-muted"
        />
      </label>
      <ul
        id={listId}
        role="listbox"
        aria-label={label}
        className="min-h-0 grow overflow-y-auto p-1"
      >
        {found.map((option, index) => (
          <Option
            key={option.value}
            id={`${listId}-${index}`}
            option={option}
            isChosen={option.value === value}
            isActive={index === active}
            onChoose={() => choose(option)}
          />
        ))}
      </ul>
      {found.length > 0 ? undefined : (
        <p role="status" className="px-3 pb-2 text-small text-muted">
          {t('searchNothing')}
        </p>
      )}
      {props.footer === undefined ? undefined : (
        <div className="border-t border-line px-3 py-1.5 text-small text-muted">{props.footer}</div>
      )}
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly option: SearchOption;
  readonly isChosen: boolean;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

function Option({ id, option, isChosen, isActive, onChoose }: OptionProps): ReactNode {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={onChoose}
      className={`flex min-h-7 items-center gap-2 rounded px-2 hover:bg-hover ${isActive ? 'bg-hover outline-1 -outline-offset-1 outline-line-strong' : ''}`}
    >
      <span className="flex w-4 shrink-0 justify-center text-accent">
        {isChosen ? <Check size={14} aria-hidden /> : undefined}
      </span>
      <span className="shrink-0">{option.label}</span>
      {option.note === undefined ? undefined : (
        <span className="min-w-0 grow truncate text-right text-small text-muted">
          {option.note}
        </span>
      )}
    </li>
  );
}

function nextIndex(key: string, at: number, length: number): number | undefined {
  if (length === 0) return undefined;
  if (key === 'ArrowDown') return (at + 1) % length;
  if (key === 'ArrowUp') return (at + length - 1) % length;
  if (key === 'PageDown') return Math.min(length - 1, at + 8);
  return key === 'PageUp' ? Math.max(0, at - 8) : undefined;
}
