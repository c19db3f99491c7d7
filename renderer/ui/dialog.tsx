import { Dialog as Radix } from 'radix-ui';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly title: string;
  /** Said by screen readers after the title, shown under it. */
  readonly description?: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
}

/** A dialog over the window, as long as it is rendered; Esc and a click beside it close it. */
export function Dialog({
  title,
  description,
  onClose,
  children,
  actions,
  wide = false,
}: DialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames(
            'float-in fixed top-[12vh] left-1/2 z-40 flex max-h-[76vh] w-[calc(100vw-48px)] -translate-x-1/2 flex-col',
            'rounded-node border border-line-strong bg-panel shadow-float',
            wide ? 'max-w-2xl' : 'max-w-md',
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="grow">
              <Radix.Title className="text-[15px] leading-6 font-semibold">{title}</Radix.Title>
              {description === undefined ? undefined : (
                <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label={t('close')} tooltip={false} className="-mr-2">
                <X size={16} />
              </IconButton>
            </Radix.Close>
          </header>
          {children === undefined ? undefined : (
            // Focusable: a sheet longer than the window is scrolled by keys.
            <div
              tabIndex={0}
              role="group"
              aria-label={title}
              className="min-h-0 overflow-y-auto px-5 pb-4"
            >
              {children}
            </div>
          )}
          {actions === undefined ? undefined : (
            <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
              {actions}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
