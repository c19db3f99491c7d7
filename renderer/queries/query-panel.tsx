import { Database, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { CodeField, type EditorInserter } from '../editor/code-field.tsx';
import { useEngineStore } from '../engine/engine-store.ts';
import { useSchemaWords } from '../i18n/use-schema-words.ts';
import { EmptyState } from '../panels/empty-state.tsx';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { completeSql } from './complete-sql.ts';
import { QueryToolbar } from './query-toolbar.tsx';
import {
  loadSchema,
  markError,
  readPlace,
  rowLimits,
  runQuery,
  useQueryStore,
  writeSql,
} from './query-store.ts';
import { ResultTable } from './result-table.tsx';
import { SchemaList } from './schema-list.tsx';

/** Asks the record in SQL: what is written, what came of it, and what there is to ask. */
export function QueryPanel(): ReactNode {
  const { t } = useTranslation('queries');
  const client = useEngineStore((store) => store.client);
  const [inserter] = useState<EditorInserter>(() => ({ current: undefined }));
  const [isSchemaShown, setSchemaShown] = useState(true);
  useEffect(() => {
    if (client !== undefined) void loadSchema();
  }, [client]);
  return (
    <section className="@container flex h-full min-h-0 flex-col">
      <QueryToolbar
        isSchemaShown={isSchemaShown}
        onSchema={() => setSchemaShown((shown) => !shown)}
      />
      <div className="flex min-h-0 grow">
        <Group orientation="vertical" className="min-w-0 grow">
          <Panel id="statement" minSize={56} defaultSize="42%">
            <Editor inserter={inserter} />
          </Panel>
          <Separator
            aria-label={t('resize')}
            className="h-px bg-line transition-colors hover:bg-accent data-[separator=active]:bg-accent"
          />
          <Panel id="rows" minSize={64}>
            <Result />
          </Panel>
        </Group>
        {isSchemaShown ? <SchemaList onInsert={(text) => inserter.current?.(text)} /> : undefined}
      </div>
    </section>
  );
}

function Editor({ inserter }: { readonly inserter: EditorInserter }): ReactNode {
  const { t } = useTranslation('queries');
  const { sql, asked, error, schema } = useQueryStore();
  const say = useSchemaWords();
  const marks = useMemo(() => markError({ sql, asked, error }), [sql, asked, error]);
  return (
    <div className="h-full p-1.5">
      <CodeField
        label={t('statement')}
        language="sql"
        rows={3}
        fit="fill"
        undo="editor"
        value={sql}
        placeholder={t('placeholder')}
        invalid={marks.length > 0}
        marks={marks}
        describedBy={error === undefined ? undefined : 'query-error'}
        complete={(context) => completeSql(schema, say, context)}
        onChange={writeSql}
        onSubmit={() => void runQuery()}
        inserter={inserter}
      />
    </div>
  );
}

function Result(): ReactNode {
  const { t, i18n } = useTranslation('queries');
  const { result, error, limit, running } = useQueryStore();
  if (error !== undefined) {
    const place = readPlace(error);
    return (
      <div id="query-error" role="alert" className="flex h-full gap-2 overflow-auto p-3">
        <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-failed" />
        <p>
          {place === undefined ? undefined : (
            <span className="mr-2 text-muted">
              {t('place', { line: place.line, column: place.column })}
            </span>
          )}
          <ErrorText error={error} />
        </p>
      </div>
    );
  }
  if (result === undefined) {
    return (
      <div className="h-full overflow-auto">
        <EmptyState icon={<Database size={20} />} text={t('empty')} />
      </div>
    );
  }
  const count = result.rows.length;
  const shown = count.toLocaleString(i18n.language);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ResultTable columns={result.columns} rows={result.rows} />
      <p
        role="status"
        className="flex h-7 shrink-0 items-center gap-2 border-t border-line px-3 text-small text-muted"
      >
        {running === undefined ? undefined : t('running')}
        <span>
          {t(result.isCut ? 'firstRows' : 'rows', { count, shown })} ·{' '}
          {t('took', { ms: Math.round(result.durationMs) })}
        </span>
        {result.isCut && limit < rowLimits.most ? (
          <Button variant="quiet" className="h-6" onClick={() => void runQuery(rowLimits.most)}>
            {t('showMore', { most: rowLimits.most.toLocaleString(i18n.language) })}
          </Button>
        ) : undefined}
      </p>
    </div>
  );
}
