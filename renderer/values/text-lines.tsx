import { useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useElementSize } from '../ui/use-element-size.ts';
import { useLongList } from '../ui/use-long-list.ts';
import { Highlighted } from './highlighted.tsx';
import { lineBox, Preparing, type BodyProps } from './value-body.tsx';
import { TextRows } from './text-rows.ts';
import { useSteps } from './use-steps.ts';

// Up to here the text simply stands there and wraps; beyond, it is cut into rows of one height.
const plainLength = 20_000;
const plainLines = 200;
const rowHeight = 18;
const characterPx = 7.25;
const gutterPx = 64;

/** A text of any length, line by line. */
export function TextLines(props: BodyProps & { readonly text: string }): ReactNode {
  const { text } = props;
  const isPlain = useMemo(
    () => text.length <= plainLength && text.split('\n', plainLines + 1).length <= plainLines,
    [text],
  );
  if (!isPlain) return <LongText {...props} />;
  return (
    <div
      className={`${lineBox} wrap-anywhere whitespace-pre-wrap ${props.tall ? 'h-full overflow-auto' : ''}`}
    >
      <Highlighted text={text} needle={props.needle} />
    </div>
  );
}

function LongText({
  text,
  needle,
  match,
  tall,
  label,
}: BodyProps & { readonly text: string }): ReactNode {
  const { t } = useTranslation('values');
  const scroller = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(scroller);
  const columns = Math.floor((width - gutterPx) / characterPx);
  const rows = useMemo(
    () => (columns > 0 ? new TextRows(text, columns) : undefined),
    [text, columns],
  );
  useSteps(rows);
  const list = useLongList({ count: rows?.count ?? 0, rowHeight, scroller });
  const shown = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (match === undefined || rows === undefined || shown.current === match) return;
    shown.current = match;
    list.reveal(rows.rowAt(match));
  });
  const places = Array.from({ length: list.end - list.first }, (_, at) => list.first + at);
  return (
    <div className={tall ? 'relative h-full' : 'relative h-64'}>
      <div
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={t('textOf', { label })}
        className={`${lineBox} h-full overflow-auto`}
      >
        <div className="relative" style={{ height: list.height }}>
          {places.map((at) => (
            <div
              key={at}
              className="absolute inset-x-0 flex h-[18px] whitespace-pre"
              style={{ top: list.topOf(at) }}
            >
              <span aria-hidden className="w-12 shrink-0 pr-2 text-right text-muted select-none">
                {rows?.lineOf(at) || ''}
              </span>
              <Highlighted text={rows?.row(at) ?? ''} needle={needle} />
            </div>
          ))}
        </div>
      </div>
      {rows === undefined || rows.progress < 1 ? (
        <Preparing share={rows?.progress ?? 0} />
      ) : undefined}
    </div>
  );
}
