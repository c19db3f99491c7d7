import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import type { BarPart } from './bar-parts.ts';

interface TraceBarProps {
  readonly parts: readonly BarPart[];
  /** A background class. */
  readonly hue: string;
  /** It was stopped, or never ended. */
  readonly faint: boolean;
  readonly running: boolean;
}

/** A row's bar on the time axis: hatched where it waited, pale up to a line at the first token, open at the end while it runs. */
export function TraceBar({ parts, hue, faint, running }: TraceBarProps): ReactNode {
  const [work] = parts;
  if (work === undefined) return undefined;
  const first = parts.find(({ kind }) => kind === 'first');
  return (
    <span aria-hidden className={classNames('trace-bar absolute inset-0', faint && 'opacity-55')}>
      <span
        className={classNames(
          'absolute inset-y-0 min-w-[3px] rounded-[3px]',
          hue,
          running && 'trace-bar-running rounded-r-none',
        )}
        style={placed(work)}
      />
      {first === undefined ? undefined : (
        <>
          <span className="absolute inset-y-0 rounded-l-[3px] bg-panel/60" style={placed(first)} />
          <span
            data-part="first-token"
            className="absolute -inset-y-[3px] w-px bg-text"
            style={{ left: `${first.left + first.width}%` }}
          />
        </>
      )}
      {parts.map((part) =>
        part.kind === 'wait' ? (
          <span
            key={part.left}
            data-part="wait"
            className="trace-bar-wait absolute inset-y-0"
            style={placed(part)}
          />
        ) : undefined,
      )}
    </span>
  );
}

function placed({ left, width }: BarPart): { readonly left: string; readonly width: string } {
  return { left: `min(${left}%, 100% - 3px)`, width: `${width}%` };
}
