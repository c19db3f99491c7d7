import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSchemaWords } from '../i18n/use-schema-words.ts';
import { useQueryStore } from './query-store.ts';

interface SchemaListProps {
  /** Puts a name where the cursor is. */
  readonly onInsert: (text: string) => void;
}

/** The views that can be asked and their columns; a click puts a name into the statement. */
export function SchemaList({ onInsert }: SchemaListProps): ReactNode {
  const { t } = useTranslation('queries');
  const say = useSchemaWords();
  const views = useQueryStore((store) => store.schema?.views) ?? [];
  return (
    <nav
      aria-label={t('schema')}
      tabIndex={-1}
      className="w-52 shrink-0 overflow-y-auto border-l border-line py-1 @max-md:w-36"
    >
      {views.map(({ name, parameters, about, columns }) => (
        <details key={name} className="group/view">
          <summary
            title={say(about)}
            className="flex h-6 cursor-default list-none items-center gap-1 px-2 -outline-offset-2 hover:bg-hover"
          >
            <ChevronRight
              size={14}
              aria-hidden
              className="shrink-0 text-muted transition-transform group-open/view:rotate-90"
            />
            <span translate="no" className="truncate font-mono text-small">
              {name}
              {parameters.length === 0 ? '' : `(${parameters.join(', ')})`}
            </span>
          </summary>
          <ul>
            <Entry
              name={parameters.length === 0 ? name : `${name}(`}
              about={say(about)}
              label={t('insertView')}
              onInsert={onInsert}
            />
            {columns.map((column) => (
              <Entry
                key={column.name}
                name={column.name}
                about={say(column.about)}
                onInsert={onInsert}
              />
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}

interface EntryProps extends SchemaListProps {
  readonly name: string;
  readonly about: string;
  /** In place of the name. */
  readonly label?: string;
}

function Entry({ name, about, label, onInsert }: EntryProps): ReactNode {
  const { t } = useTranslation('queries');
  return (
    <li>
      <button
        type="button"
        title={about}
        aria-label={t('insert', { name })}
        onClick={() => onInsert(name)}
        className="flex h-6 w-full items-center px-2 pl-7 text-left text-small text-muted -outline-offset-2 hover:bg-hover hover:text-text"
      >
        {label === undefined ? (
          <span translate="no" className="truncate font-mono">
            {name}
          </span>
        ) : (
          <span className="truncate">{label}</span>
        )}
      </button>
    </li>
  );
}
