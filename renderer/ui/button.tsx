import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` is the one thing to do here; `quiet` has no border until hovered. */
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** Drawn before the label, 16 px. */
  readonly icon?: ReactNode;
  /** The key that does the same, drawn after the label. */
  readonly keys?: string | undefined;
}

const looks: Record<NonNullable<ButtonProps['variant']>, string> = {
  primary: 'border-transparent bg-accent text-accent-ink hover:not-disabled:bg-accent-hover',
  plain: 'border-line-strong bg-panel text-text hover:not-disabled:bg-hover',
  quiet: 'border-transparent text-text hover:not-disabled:bg-hover',
  danger: 'border-line-strong bg-panel text-failed hover:not-disabled:bg-failed-quiet',
};

/** A button of 28 px; disabled ones lose their colour, stay readable and keep their place. */
export function Button({
  variant = 'plain',
  icon,
  keys,
  className,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(
        'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control border px-2.5 text-ui whitespace-nowrap',
        'transition-colors disabled:border-line disabled:bg-transparent disabled:text-muted disabled:opacity-60 aria-disabled:opacity-60',
        looks[variant],
        className,
      )}
    >
      {icon}
      {children}
      {keys === undefined ? undefined : (
        <kbd aria-hidden className="ml-0.5 font-sans text-tiny">
          {keys}
        </kbd>
      )}
    </button>
  );
}
