import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** What it does: its accessible name and its tooltip. */
  readonly label: string;
  /** The key that does the same, shown in the tooltip. */
  readonly keys?: string | undefined;
  /** A 16 px icon. */
  readonly children: ReactNode;
  /** False where the label stands beside it anyway. */
  readonly tooltip?: boolean;
}

/** A square button of 28 px with an icon only. */
export function IconButton({
  label,
  keys,
  children,
  className,
  tooltip = true,
  ...rest
}: IconButtonProps): ReactNode {
  const button = (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={classNames(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-control text-muted',
        'transition-colors hover:not-disabled:bg-hover hover:not-disabled:text-text disabled:opacity-40',
        className,
      )}
    >
      {children}
    </button>
  );
  if (!tooltip) return button;
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      {button}
    </Tooltip>
  );
}
