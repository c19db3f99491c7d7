import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** How every control that holds a value looks. */
export const controlSurface =
  'rounded-control border border-line-strong bg-sunken text-text transition-colors placeholder:text-muted focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 focus-visible:outline-accent aria-invalid:border-failed disabled:opacity-60';

/** A line of text, 30 px high. */
export function TextField({ className, ...rest }: ComponentProps<'input'>): ReactNode {
  return (
    <input
      type="text"
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={classNames(
        controlSurface,
        'h-[30px] w-full min-w-0 px-2.5 text-ui text-ellipsis',
        className,
      )}
    />
  );
}
