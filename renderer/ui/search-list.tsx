import { Popover } from 'radix-ui';
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { filterOptions } from './filter-options.ts';
import type { SearchOption } from './filter-options.ts';
import { SearchBox } from './search-box.tsx';

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
  const [query, setQuery] = useState('');
  const found = filterOptions(options, query);
  const shown = found.slice(0, mostDrawn).map((option) => ({
    id: option.value,
    isChosen: option.value === value,
    row: <OptionRow option={option} isChosen={option.value === value} />,
    onChoose: () => {
      onChange(option.value);
      onClose();
    },
  }));
  return (
    <>
      <SearchBox
        label={label}
        placeholder={t('searchList')}
        query={query}
        onQuery={setQuery}
        groups={[{ id: 'found', options: shown, more: found.length - shown.length }]}
        nothing={t('searchNothing')}
      />
      {props.footer === undefined ? undefined : (
        <div className="border-t border-line px-3 py-1.5 text-small text-muted">{props.footer}</div>
      )}
    </>
  );
}

interface OptionRowProps {
  readonly option: SearchOption;
  readonly isChosen: boolean;
}

function OptionRow({ option, isChosen }: OptionRowProps): ReactNode {
  return (
    <>
      <span className="flex w-4 shrink-0 justify-center text-accent">
        {isChosen ? <Check size={14} aria-hidden /> : undefined}
      </span>
      <span className="shrink-0">{option.label}</span>
      {option.note === undefined ? undefined : (
        <span className="min-w-0 grow truncate text-right text-small text-muted">
          {option.note}
        </span>
      )}
    </>
  );
}
