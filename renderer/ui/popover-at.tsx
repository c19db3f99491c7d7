import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface PopoverAtProps {
  /** px from the window's top left corner. */
  readonly at: { readonly x: number; readonly y: number };
  readonly label: string;
  /** Called for Esc and for a click beside it; the focus goes back to where it came from. */
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A small window at a point, open as long as it is rendered. */
export function PopoverAt({ at, label, onClose, className, children }: PopoverAtProps): ReactNode {
  return (
    <Popover.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Popover.Anchor asChild>
        <span aria-hidden className="fixed size-0" style={{ left: at.x, top: at.y }} />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          onOpenAutoFocus={(event) => {
            const content = event.currentTarget as HTMLElement;
            event.preventDefault();
            content.querySelector<HTMLElement>('[data-first-focus]')?.focus();
          }}
          className={classNames(
            'float-in nokey z-50 flex max-h-(--radix-popover-content-available-height) flex-col overflow-hidden rounded-control border border-line-strong bg-float text-ui text-text shadow-float',
            className,
          )}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
