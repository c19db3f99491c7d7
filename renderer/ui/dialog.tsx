import { Dialog as Radix } from 'radix-ui';
import { X } from 'lucide-react';
import { useRef } from 'react';
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
  /** `wide` for lists, `large` for an editor that fills the window, `window` for a whole workplace. */
  readonly size?: 'narrow' | 'wide' | 'large' | 'window';
  /** The content reaches the edges and scrolls by itself. */
  readonly flush?: boolean;
}

const widths = {
  narrow: 'max-w-md top-[12vh] max-h-[76vh]',
  wide: 'max-w-2xl top-[12vh] max-h-[76vh]',
  large: 'max-w-5xl top-[6vh] h-[88vh]',
  window: 'max-w-[1560px] top-[3vh] h-[94vh]',
};

/** A dialog over the window, as long as it is rendered; Esc and a click beside it close it. */
export function Dialog({
  title,
  description,
  onClose,
  children,
  actions,
  size = 'narrow',
  flush = false,
}: DialogProps): ReactNode {
  const { t } = useTranslation();
  const isForEditor = useRef(false);
  return (
    <Radix.Root
      open
      onOpenChange={(open) => {
        if (!open && !isForEditor.current) onClose();
        isForEditor.current = false;
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          tabIndex={-1}
          // Not prevented, or the editor would not hear of it either.
          onEscapeKeyDown={({ target }) => {
            isForEditor.current = closesInEditor(target);
          }}
          // Focus goes to what asks for it, else to the dialog itself: a ring around the cross says nothing.
          onOpenAutoFocus={(event) => {
            const content = event.currentTarget as HTMLElement;
            event.preventDefault();
            (content.querySelector<HTMLElement>('[data-first-focus]') ?? content).focus();
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames(
            'float-in fixed left-1/2 z-40 flex w-[calc(100vw-48px)] -translate-x-1/2 flex-col',
            'rounded-node border border-line-strong bg-panel shadow-float outline-none',
            widths[size],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 grow">
              <Radix.Title className="text-[15px] leading-6 font-semibold wrap-anywhere">
                {title}
              </Radix.Title>
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
          {flush ? (
            <div className="flex min-h-0 grow border-t border-line">{children}</div>
          ) : undefined}
          {flush || children === undefined ? undefined : (
            // Focusable: a sheet longer than the window is scrolled by keys.
            <div
              tabIndex={0}
              role="group"
              aria-label={title}
              className="min-h-0 grow overflow-y-auto px-5 pb-4 -outline-offset-2"
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

/** Whether Esc closes something of an editor first: its search, or what it offers. */
function closesInEditor(target: EventTarget | null): boolean {
  const editor = target instanceof Element ? target.closest('.cm-editor') : null;
  if (editor === null) return false;
  return editor.querySelector('.cm-search, .cm-tooltip-autocomplete') !== null;
}
