import { CircleAlert, Lock, RefreshCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFlowAs } from '../commands/file-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** What the person must know as long as it lasts: the engine is away, the file is read-only, the record has a problem. */
export function Banners(): ReactNode {
  const { t } = useTranslation();
  const engine = useEngineStore((store) => store.engine);
  const notice = useEngineStore((store) => store.notice);
  const readOnly = useDocumentStore((store) => store.readOnly);
  return (
    <>
      {engine.state === 'restarting' ? (
        <Banner tone="failed" icon={<RefreshCw size={14} className="animate-spin" />}>
          {t('engineRestarting')}
          <span className="text-muted"> {engine.error.message}</span>
        </Banner>
      ) : undefined}
      {readOnly ? (
        <Banner tone="waiting" icon={<Lock size={14} />}>
          <span className="grow">{t('readOnly')}</span>
          <Button onClick={() => void saveFlowAs()}>{t('saveAs')}</Button>
        </Banner>
      ) : undefined}
      {notice === undefined || notice.level === 'info' ? undefined : (
        <Banner tone="failed" icon={<CircleAlert size={14} />}>
          <span className="grow">
            {notice.error.message} <span className="text-muted">{notice.error.action}</span>
          </span>
          <IconButton
            label={t('close')}
            onClick={() => useEngineStore.setState({ notice: undefined })}
          >
            <X size={14} />
          </IconButton>
        </Banner>
      )}
    </>
  );
}

interface BannerProps {
  readonly tone: 'failed' | 'waiting';
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

function Banner({ tone, icon, children }: BannerProps): ReactNode {
  return (
    <div
      role="alert"
      className={classNames(
        'flex min-h-9 shrink-0 items-center gap-2 border-b border-line px-3 py-1',
        tone === 'failed' ? 'bg-failed-quiet' : 'bg-waiting-quiet',
      )}
    >
      <span className={tone === 'failed' ? 'text-failed' : 'text-waiting'}>{icon}</span>
      {children}
    </div>
  );
}
