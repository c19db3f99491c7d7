import { BookOpen, Copy, Play, Square, TableProperties } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { showKeys } from '../commands/show-keys.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { runQuery, stopQuery, useQueryStore, writeSql } from './query-store.ts';
import { resultForms, writeResult } from './write-result.ts';

interface QueryToolbarProps {
  readonly isSchemaShown: boolean;
  readonly onSchema: () => void;
}

/** Run and stop, examples, copying, and what there is to ask. */
export function QueryToolbar({ isSchemaShown, onSchema }: QueryToolbarProps): ReactNode {
  const { t } = useTranslation('queries');
  const { sql, running, result } = useQueryStore();
  return (
    <div
      role="toolbar"
      aria-label={t('tools')}
      className="flex h-9 shrink-0 items-center gap-1 border-b border-line px-2"
    >
      {running === undefined ? (
        <Button
          icon={<Play size={14} />}
          keys={showKeys('Ctrl+Enter')}
          disabled={sql.trim() === ''}
          onClick={() => void runQuery()}
        >
          {t('ask')}
        </Button>
      ) : (
        <Button icon={<Square size={14} />} onClick={stopQuery}>
          {t('stop')}
        </Button>
      )}
      <Examples />
      <span className="grow" />
      <Menu
        align="end"
        trigger={
          <IconButton
            label={t('copy')}
            tooltip={false}
            disabled={result === undefined || result.rows.length === 0}
          >
            <Copy size={16} />
          </IconButton>
        }
      >
        {resultForms.map((form) => (
          <MenuItem
            key={form}
            onSelect={() => {
              if (result !== undefined) void copyText(writeResult(form, result), t('copied'));
            }}
          >
            {t(`copy_${form}`)}
          </MenuItem>
        ))}
      </Menu>
      <IconButton
        label={t(isSchemaShown ? 'hideSchema' : 'showSchema')}
        aria-pressed={isSchemaShown}
        className="aria-pressed:bg-accent-quiet aria-pressed:text-accent"
        onClick={onSchema}
      >
        <TableProperties size={16} />
      </IconButton>
    </div>
  );
}

function Examples(): ReactNode {
  const { t, i18n } = useTranslation('queries');
  const examples = useQueryStore((store) => store.schema?.examples) ?? [];
  return (
    <Menu
      trigger={
        <Button variant="quiet" icon={<BookOpen size={14} />} disabled={examples.length === 0}>
          {t('examples')}
        </Button>
      }
    >
      {examples.map(({ id, title, sql }) => (
        <MenuItem
          key={id}
          onSelect={() => {
            writeSql(sql);
            void runQuery();
          }}
        >
          <span translate="no">{i18n.language === 'zh-CN' ? title.zh : title.en}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
