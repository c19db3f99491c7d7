import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ComparedPart,
  RunComparison,
  TextComparison,
} from '../../core/contracts/comparison/run-comparison.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { classNames } from '../ui/class-names.ts';
import { useElementSize } from '../ui/use-element-size.ts';
import { useLongList } from '../ui/use-long-list.ts';
import { layOutTexts, type TextRow, type TextSpan } from './lay-out-texts.ts';

interface TextsProps {
  readonly comparison: RunComparison;
  readonly row: number;
  readonly part: ComparedPart;
}

const lineHeight = 19;
/** Characters that are measured to know how wide one is. */
const measured = 100;
const cellPaddingPx = 24;

/** A text of both runs beside each other, scrolled to where they part. */
export function CompareTextsView(props: TextsProps): ReactNode {
  const { t } = useTranslation('compare');
  const { texts, error } = useTexts(props);
  if (error !== undefined)
    return (
      <div className="p-4">
        <ErrorText error={error} />
      </div>
    );
  if (texts === undefined) return <p className="p-4 text-muted">{t('reading')}</p>;
  if (texts.a === undefined && texts.b === undefined) {
    return <p className="p-4 text-muted">{t('noText')}</p>;
  }
  return <Texts key={`${props.row} ${props.part}`} texts={texts} />;
}

/** The texts as they were read last, until others are there. */
function useTexts({ comparison, row, part }: TextsProps): {
  readonly texts?: TextComparison;
  readonly error?: ErrorInfo;
} {
  const [answer, setAnswer] = useState<{
    readonly of: object;
    readonly row: number;
    readonly texts?: TextComparison;
    readonly error?: ErrorInfo;
  }>();
  useEffect(() => {
    let isWanted = true;
    const settle = (next: { texts?: TextComparison; error?: ErrorInfo }): void => {
      if (isWanted) setAnswer({ of: comparison, row, ...next });
    };
    const request = { a: comparison.a.runId, b: comparison.b.runId, row, part };
    readTexts(request).then(
      (texts) => settle({ texts }),
      (thrown: unknown) => settle({ error: toErrorInfo(thrown) }),
    );
    return () => {
      isWanted = false;
    };
  }, [comparison, row, part]);
  const isThis = answer?.of === comparison && answer.row === row;
  return isThis && (answer.error !== undefined || answer.texts?.part === part) ? answer : {};
}

async function readTexts(request: {
  readonly a: string;
  readonly b: string;
  readonly row: number;
  readonly part: ComparedPart;
}): Promise<TextComparison> {
  return requireClient().call('compare.text', request);
}

function Texts({ texts }: { readonly texts: TextComparison }): ReactNode {
  const { t } = useTranslation('compare');
  const scroller = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const { width } = useElementSize(scroller);
  const characterPx = useElementSize(probe).width / measured;
  const columns =
    characterPx === 0 ? 80 : Math.max(12, Math.floor((width / 2 - cellPaddingPx) / characterPx));
  const { rows, first } = useMemo(() => layOutTexts(texts, columns), [texts, columns]);
  const long = useLongList({ count: rows.length, rowHeight: lineHeight, scroller });
  const isLaidOut = width > 0 && characterPx > 0;
  useEffect(() => {
    const element = scroller.current;
    if (element === null || !isLaidOut) return;
    // The place stands in the middle: what led to it is read first.
    const top = (first ?? 0) * lineHeight - element.clientHeight / 2;
    element.scrollTo({ top: Math.max(0, top) });
  }, [first, isLaidOut]);
  const places = Array.from({ length: long.end - long.first }, (_, at) => long.first + at);
  return (
    <div className="relative flex min-h-0 grow flex-col overflow-hidden">
      <span ref={probe} aria-hidden className="invisible absolute font-mono text-small">
        {'0'.repeat(measured)}
      </span>
      <Place texts={texts} />
      <div
        ref={scroller}
        tabIndex={0}
        role="group"
        aria-label={t('textsBeside')}
        className="min-h-0 grow overflow-x-hidden overflow-y-auto bg-sunken -outline-offset-2"
      >
        <div className="selectable relative min-w-0" style={{ height: long.height }}>
          {places.map((place) => {
            const row = rows[place];
            if (row === undefined) return undefined;
            return (
              <div
                key={place}
                className="absolute inset-x-0 grid grid-cols-2 divide-x divide-line"
                style={{ top: long.topOf(place), height: lineHeight }}
              >
                <Cell row={row} side="a" />
                <Cell row={row} side="b" />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cell({ row, side }: { readonly row: TextRow; readonly side: 'a' | 'b' }): ReactNode {
  const spans = row[side] && placeSpans(row[side]);
  const look =
    row.change === 'same' ? '' : spans === undefined ? 'compared-gap' : `compared-${side}`;
  return (
    <p
      className={classNames(
        'min-w-0 overflow-hidden px-3 font-mono text-small leading-[19px] whitespace-pre [tab-size:2]',
        look,
      )}
    >
      {spans?.map((span) => (
        <Span key={span.start} span={span} />
      ))}
    </p>
  );
}

/** The spans with where each begins in its line, which nothing else does. */
function placeSpans(
  spans: readonly TextSpan[],
): readonly (TextSpan & { readonly start: number })[] {
  let start = 0;
  return spans.map((span) => {
    const placed = { ...span, start: span.look === 'end' ? -1 : start };
    start += span.text.length;
    return placed;
  });
}

function Span({ span: { text, look } }: { readonly span: TextSpan }): ReactNode {
  const { t } = useTranslation('compare');
  if (look === 'same') return text;
  if (look === 'changed') return <span className="compared-word">{text}</span>;
  return <mark className="compared-token">{look === 'end' ? t('endsHere') : text}</mark>;
}

/** Where the texts part, in words. */
function Place({ texts: { differsAt, a, b } }: { readonly texts: TextComparison }): ReactNode {
  const { t } = useTranslation('compare');
  const told = (side: TextComparison['a']): string => {
    if (side === undefined) return t('noSuchText');
    const length = t('characters', { count: side.total });
    if (side.token === undefined) return length;
    const { number, count } = side.token;
    return `${t('tokenPlace', { number, count })} · ${length}`;
  };
  const isCut = [a, b].some((side) => side !== undefined && side.text.length < side.total);
  return (
    <div className="shrink-0 border-b border-line">
      <p role="status" className="px-3 py-1">
        {differsAt === undefined && a !== undefined && b !== undefined
          ? t('allSame')
          : differsAt === undefined
            ? t(a === undefined ? 'mark_only-b' : 'mark_only-a')
            : t('differsAt', { number: differsAt + 1 })}
        {isCut ? <span className="ml-2 text-muted">{t('cut')}</span> : undefined}
      </p>
      <div className="grid grid-cols-2 divide-x divide-line text-small text-muted">
        {(['a', 'b'] as const).map((name) => (
          <p key={name} className="truncate px-3 pb-1">
            <span className="font-semibold text-text">{t(name)}</span> {told(name === 'a' ? a : b)}
          </p>
        ))}
      </div>
    </div>
  );
}
