import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../ui/copy-text.ts';
import { Markdown } from '../ui/markdown.tsx';
import { ImagePreviews } from './image-previews.tsx';
import { JsonIndex } from './json-index.ts';
import { pathOf, readJsonLine, valueRange, type JsonFolds } from './json-lines.ts';
import { firstFolds, JsonTree } from './json-tree.tsx';
import { readTable, sortJson, type ValueContent } from './read-content.ts';
import { TableView } from './table-view.tsx';
import { TextLines } from './text-lines.tsx';
import { useSteps } from './use-steps.ts';
import { Preparing } from './value-body.tsx';
import { SearchBar, useValueSearch } from './value-search.tsx';

/** The ways to look at a value. */
export type ValueMode = 'json' | 'table' | 'text' | 'markdown';

interface ContentViewProps {
  readonly label: string;
  readonly content: ValueContent;
  readonly mode: ValueMode;
  /** Fills its place, instead of a few lines. */
  readonly tall: boolean;
  readonly searching: boolean;
  readonly onSearching: (searching: boolean) => void;
  /** Shows a long string of it apart. */
  readonly onOpenText: (text: string) => void;
}

// Small ones are ready with the first drawing.
const firstStepMs = 6;

/** A value in one of its forms, with its search. */
export function ContentView(props: ContentViewProps): ReactNode {
  const { content, mode, tall, label, searching } = props;
  const [sorted, setSorted] = useState(false);
  const json = useMemo(
    () =>
      sorted && content.json !== undefined
        ? (sortJson(content.json) ?? content.json)
        : content.json,
    [sorted, content.json],
  );
  const index = useJsonIndex(mode === 'json' ? json : undefined);
  // Brackets alone make no JSON: then it is a text like any other.
  const shown = mode === 'json' && index?.failed === true ? 'text' : mode;
  const search = useValueSearch(searching ? (shown === 'json' ? json : content.text) : undefined);
  const body = { label, tall, needle: search.search?.needle ?? '', match: search.match };
  const table = shown === 'table' ? readTable(content) : undefined;
  return (
    <div className={tall ? 'flex min-h-0 min-w-0 grow flex-col' : undefined}>
      {searching ? (
        <SearchBar
          value={search}
          onClose={() => {
            search.setWords('');
            props.onSearching(false);
          }}
        />
      ) : undefined}
      {content.value === undefined ? undefined : <ImagePreviews value={content.value} />}
      <div className={tall ? 'min-h-0 grow' : undefined}>
        {shown === 'json' && index !== undefined ? (
          <JsonBody
            key={json}
            {...props}
            {...body}
            index={index}
            sorted={sorted}
            onSorted={content.value === undefined ? undefined : setSorted}
          />
        ) : undefined}
        {table === undefined ? undefined : <TableView {...body} {...table} />}
        {shown === 'markdown' ? (
          <div className="selectable rounded-control bg-sunken px-3 py-2">
            <Markdown text={content.text} />
          </div>
        ) : undefined}
        {shown === 'text' ? <TextLines {...body} text={content.text} /> : undefined}
      </div>
    </div>
  );
}

function useJsonIndex(json: string | undefined): JsonIndex | undefined {
  const index = useMemo(() => {
    if (json === undefined) return undefined;
    const made = new JsonIndex(json);
    made.step(firstStepMs);
    return made;
  }, [json]);
  useSteps(index);
  return index;
}

interface JsonBodyProps extends ContentViewProps {
  readonly index: JsonIndex;
  readonly needle: string;
  readonly match: number | undefined;
  readonly sorted: boolean;
  /** Undefined where the value is too large to be sorted. */
  readonly onSorted: ((sorted: boolean) => void) | undefined;
}

function JsonBody(props: JsonBodyProps): ReactNode {
  const { index, tall } = props;
  const [line, setLine] = useState<number>();
  const [changed, setFolds] = useState<JsonFolds>();
  if (index.progress < 1) {
    return (
      <div className="relative h-64 rounded-control bg-sunken">
        <Preparing share={index.progress} />
      </div>
    );
  }
  const folds = changed ?? firstFolds(index);
  const openText = (at: number): void => {
    if (readJsonLine(index, at).kind !== 'string') return;
    const [from, until] = valueRange(index, at);
    props.onOpenText(JSON.parse(index.text.slice(from, until)) as string);
  };
  return (
    <div className={tall ? 'flex h-full flex-col' : undefined}>
      <JsonTools {...props} line={line} onFolds={setFolds} />
      <div className={tall ? 'min-h-0 grow' : undefined}>
        <JsonTree
          {...props}
          {...{ folds, line }}
          onLine={setLine}
          onFolds={setFolds}
          onOpenText={openText}
        />
      </div>
    </div>
  );
}

function JsonTools({
  index,
  line,
  sorted,
  onSorted,
  onFolds,
}: JsonBodyProps & {
  readonly line: number | undefined;
  readonly onFolds: (folds: JsonFolds) => void;
}): ReactNode {
  const { t } = useTranslation('values');
  const copy = (text: string): void => void copyText(text, t('copied'), t('copyFailed'));
  const button = 'rounded px-1 hover:text-text hover:underline';
  const fold = (fromDepth: number): void => onFolds({ fromDepth, turned: new Set() });
  if (index.count < 3) return undefined;
  return (
    <p className="mb-1 flex flex-wrap items-center gap-x-1 text-tiny text-muted">
      <button type="button" className={button} onClick={() => fold(Number.POSITIVE_INFINITY)}>
        {t('unfoldAll')}
      </button>
      <button type="button" className={button} onClick={() => fold(1)}>
        {t('foldAll')}
      </button>
      {onSorted === undefined ? undefined : (
        <button
          type="button"
          aria-pressed={sorted}
          className={sorted ? `${button} text-accent` : button}
          onClick={() => onSorted(!sorted)}
        >
          {t('sortKeys')}
        </button>
      )}
      {line === undefined ? undefined : (
        <>
          <button type="button" className={button} onClick={() => copy(pathOf(index, line))}>
            {t('copyPath')}
          </button>
          <button
            type="button"
            className={button}
            onClick={() => copy(index.text.slice(...valueRange(index, line)))}
          >
            {t('copyValue')}
          </button>
          <code className="min-w-0 truncate">{pathOf(index, line)}</code>
        </>
      )}
    </p>
  );
}
