import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import type { SearchOption } from './filter-options.ts';
import { SearchList } from './search-list.tsx';
import { controlSurface } from './text-field.tsx';

interface SearchSelectProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly SearchOption[];
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
}

/** As `Select`, with a search: for so many options that looking through them takes long. */
export function SearchSelect(props: SearchSelectProps): ReactNode {
  const { id, label, value, options, onChange, placeholder } = props;
  const chosen = options.find((option) => option.value === value);
  const shown = chosen?.label ?? (value === '' ? placeholder : value);
  return (
    <SearchList
      {...{ label, options, value, onChange }}
      trigger={
        <button
          type="button"
          id={id}
          aria-label={shown === undefined ? label : `${label}: ${shown}`}
          aria-haspopup="listbox"
          aria-describedby={props.describedBy}
          disabled={props.disabled ?? false}
          data-invalid={props.invalid === true ? true : undefined}
          className={classNames(
            controlSurface,
            'flex h-[30px] w-full items-center gap-2 px-2.5 text-left data-[state=open]:border-accent data-invalid:border-failed',
          )}
        >
          <span className="min-w-0 grow truncate">{shown}</span>
          {chosen?.note === undefined ? undefined : (
            <span className="min-w-0 shrink truncate text-muted">{chosen.note}</span>
          )}
          <ChevronDown size={14} aria-hidden className="shrink-0 text-muted" />
        </button>
      }
    />
  );
}
