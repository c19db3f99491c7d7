import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';

interface VirtualLinesProps {
  readonly count: number;
  readonly renderLine: (at: number) => ReactNode;
}

// Up to here the lines simply stand on the page; beyond, they get a box that draws only what is seen.
const plainLines = 200;
const lineHeight = 18;

/** Many lines of mono text; long ones wrap, and what is out of sight is not drawn. */
export function VirtualLines({ count, renderLine }: VirtualLinesProps): ReactNode {
  const frame =
    'selectable rounded-control bg-sunken px-2 py-1.5 font-mono text-small leading-[18px] wrap-anywhere whitespace-pre-wrap';
  if (count > plainLines) return <LineBox {...{ count, renderLine, frame }} />;
  return (
    <div className={frame}>
      {Array.from({ length: count }, (_, at) => (
        <div key={at} className="min-h-[18px]">
          {renderLine(at)}
        </div>
      ))}
    </div>
  );
}

function LineBox({
  count,
  renderLine,
  frame,
}: VirtualLinesProps & { readonly frame: string }): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 10,
  });
  const items = list.getVirtualItems();
  return (
    <div ref={scroller} tabIndex={0} className={`${frame} h-64 overflow-auto`}>
      <div className="relative" style={{ height: list.getTotalSize() }}>
        <div
          className="absolute inset-x-0"
          style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
        >
          {items.map((item) => (
            <div
              key={item.key}
              ref={list.measureElement}
              data-index={item.index}
              className="min-h-[18px]"
            >
              {renderLine(item.index)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
