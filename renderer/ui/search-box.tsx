import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';

/** One thing that can be chosen. */
interface BoxOption {
  /** Unique in the box. */
  readonly id: string;
  /** What stands in its row. */
  readonly row: ReactNode;
  /** It is shown grey and cannot be chosen now. */
  readonly disabled?: boolean;
  /** It is what was chosen before. */
  readonly isChosen?: boolean;
  readonly onChoose: () => void;
}

/** Options under one heading. */
export interface SearchGroup {
  readonly id: string;
  /** Undefined where one group is all there is. */
  readonly title?: string;
  readonly options: readonly BoxOption[];
  /** How many more there are that are not listed. */
  readonly more?: number;
}

interface SearchBoxProps {
  readonly label: string;
  readonly placeholder: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly groups: readonly SearchGroup[];
  /** What stands where nothing matches. */
  readonly nothing: string;
  /** The words below the list, for the option that is marked; undefined for none. */
  readonly describe?: (marked: string | undefined) => string | undefined;
  readonly footerClass?: string;
  readonly listClass?: string;
}

/** How many options PgUp and PgDn pass. */
const pageStep = 8;

/** A field with a list of what matches: a combobox whose list is always open, walked through by keys alone. */
export function SearchBox(props: SearchBoxProps): ReactNode {
  const { label, placeholder, query, onQuery, groups, nothing, listClass } = props;
  const { t } = useTranslation('search');
  const id = useId();
  const options = groups.flatMap((group) => group.options);
  const [wanted, setWanted] = useState(
    () => options.find((option) => option.isChosen === true)?.id,
  );
  const marked = options.find((option) => option.id === wanted) ?? firstChoice(options);
  const markedId = marked?.id;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = stepOf(event.key);
    if (step !== undefined) {
      event.preventDefault();
      const at = options.findIndex((option) => option.id === markedId);
      setWanted(options[stepTo(at, step, options.length)]?.id);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (marked !== undefined && marked.disabled !== true) marked.onChoose();
    }
  };

  return (
    <div className="flex min-h-0 flex-col">
      <div className="relative shrink-0 border-b border-line">
        <Search
          size={15}
          aria-hidden
          className="pointer-events-none absolute top-[13px] left-3 text-muted"
        />
        <input
          data-first-focus
          role="combobox"
          aria-label={label}
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={markedId === undefined ? undefined : optionId(id, markedId)}
          spellCheck={false}
          autoComplete="off"
          value={query}
          placeholder={placeholder}
          onChange={(event) => {
            setWanted(undefined);
            onQuery(event.target.value);
          }}
          onKeyDown={onKeyDown}
          className="h-10 w-full bg-transparent pr-3 pl-9 text-ui text-text outline-none placeholder:text-muted"
        />
      </div>
      <OptionList {...{ id, label, groups, listClass, markedId }} onMark={setWanted} />
      {options.length === 0 ? <p className="p-3 text-muted">{nothing}</p> : undefined}
      <Footer words={props.describe?.(markedId)} className={props.footerClass} />
      <div role="status" className="sr-only">
        {options.length === 0 ? nothing : t('found', { count: countAll(groups) })}
      </div>
    </div>
  );
}

interface MarkProps {
  /** What the ids of the box's parts begin with. */
  readonly id: string;
  readonly markedId: string | undefined;
  readonly onMark: (optionId: string) => void;
}

interface OptionListProps extends MarkProps {
  readonly label: string;
  readonly groups: readonly SearchGroup[];
  readonly listClass: string | undefined;
}

function OptionList({ label, groups, listClass, ...mark }: OptionListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = list.current?.querySelector('[aria-selected="true"]');
    row?.scrollIntoView({ block: 'nearest' });
  });
  const filled = groups.filter((group) => group.options.length > 0);
  return (
    <div
      ref={list}
      id={`${mark.id}-list`}
      role="listbox"
      aria-label={label}
      // The cursor stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      className={classNames(
        'min-h-0 overflow-y-auto p-1',
        filled.length === 0 && 'hidden',
        listClass,
      )}
    >
      {filled.map((group) => (
        <OptionGroup key={group.id} {...mark} group={group} label={group.title ?? label} />
      ))}
    </div>
  );
}

interface OptionGroupProps extends MarkProps {
  readonly group: SearchGroup;
  readonly label: string;
}

function OptionGroup({ group, label, id, markedId, onMark }: OptionGroupProps): ReactNode {
  const { t } = useTranslation('search');
  return (
    <div role="group" aria-label={label}>
      {group.title === undefined ? undefined : (
        <div aria-hidden className="px-2 pt-2 pb-1 text-tiny font-semibold text-muted">
          {group.title}
        </div>
      )}
      {group.options.map((option) => (
        <div
          key={option.id}
          id={optionId(id, option.id)}
          role="option"
          aria-selected={option.id === markedId}
          aria-disabled={option.disabled ?? false}
          aria-current={option.isChosen ?? false}
          onMouseMove={() => onMark(option.id)}
          onClick={() => (option.disabled === true ? undefined : option.onChoose())}
          className={classNames(
            'flex h-8 items-center gap-2 rounded px-2',
            option.id === markedId && 'bg-hover shadow-[inset_2px_0_0_var(--accent)]',
            option.disabled === true && 'text-muted opacity-60',
          )}
        >
          {option.row}
        </div>
      ))}
      {group.more === undefined || group.more === 0 ? undefined : (
        <div aria-hidden className="px-2 py-1 text-small text-muted">
          {t('more', { count: group.more })}
        </div>
      )}
    </div>
  );
}

interface FooterProps {
  readonly words: string | undefined;
  readonly className: string | undefined;
}

function Footer({ words, className }: FooterProps): ReactNode {
  if (words === undefined) return undefined;
  return (
    <p
      className={classNames(
        'shrink-0 border-t border-line px-3 py-1.5 text-small text-muted',
        className,
      )}
    >
      {words}
    </p>
  );
}

/** What is chosen may be any text; an id of the page holds no blanks. */
function optionId(boxId: string, id: string): string {
  return `${boxId}-${encodeURIComponent(id)}`;
}

function firstChoice(options: readonly BoxOption[]): BoxOption | undefined {
  return options.find((option) => option.disabled !== true) ?? options[0];
}

function countAll(groups: readonly SearchGroup[]): number {
  return groups.reduce((sum, { options, more }) => sum + options.length + (more ?? 0), 0);
}

function stepOf(key: string): number | undefined {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (key === 'PageDown') return pageStep;
  return key === 'PageUp' ? -pageStep : undefined;
}

/** One step leads round from the end to the start, a page stops there. */
function stepTo(at: number, step: number, count: number): number {
  if (count === 0) return -1;
  if (Math.abs(step) === 1) return (at + step + count) % count;
  return Math.min(Math.max(at + step, 0), count - 1);
}
