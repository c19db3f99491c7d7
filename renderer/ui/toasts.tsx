import { CircleAlert, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { dismissToast, useToasts } from './toast-store.ts';

interface ToastsProps {
  /** Says what the engine reported in the interface's language. */
  readonly say: (sentence: string) => string;
}

/** The messages of the moment, at the top of the canvas; said aloud by screen readers. */
export function Toasts({ say }: ToastsProps): ReactNode {
  const { t } = useTranslation();
  const toasts = useToasts((store) => store.toasts);
  return (
    <div
      role="status"
      className="pointer-events-none absolute top-3 left-1/2 z-20 flex w-max max-w-[calc(100%-24px)] -translate-x-1/2 flex-col items-center gap-2"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          aria-live={toast.isSaid === true ? 'off' : undefined}
          className="float-in pointer-events-auto flex max-w-lg items-center gap-2 rounded-control border border-line-strong bg-float py-1 pr-1 pl-3 shadow-float"
        >
          {toast.tone === 'error' ? (
            <CircleAlert size={16} className="shrink-0 text-failed" />
          ) : (
            <Info size={16} className="shrink-0 text-accent" />
          )}
          <span className="selectable py-1">
            {say(toast.text)}
            {toast.action === undefined ? undefined : (
              <span className="ml-1 text-muted">{say(toast.action)}</span>
            )}
          </span>
          <IconButton label={t('close')} tooltip={false} onClick={() => dismissToast(toast.id)}>
            <X size={14} />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
