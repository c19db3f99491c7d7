import { CircleAlert, Lock, RefreshCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFlowAs } from '../commands/file-commands.ts';
import { InterruptedBanner } from '../control/interrupted-banner.tsx';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { RecoveryBanner } from '../versions/recovery-banner.tsx';
import { TrustBanners } from '../trust/trust-banners.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useEngineWords } from '../i18n/use-engine-words.ts';

/** What the person must know as long as it lasts: the engine is away, the file is read-only, the record has a problem. */
export function Banners(): ReactNode {
  const { t } = useTranslation();
  const say = useEngineWords();
  const engine = useEngineStore((store) => store.engine);
  const notice = useEngineStore((store) => store.notice);
  const readOnly = useDocumentStore((store) => store.fileReadOnly);
  return (
    <>
      {engine.state === 'restarting' ? (
        <Banner tone="failed" icon={<RefreshCw size={14} className="animate-spin" />}>
          {t('engineRestarting')}
          <span className="text-muted"> {say(engine.error.message)}</span>
        </Banner>
      ) : undefined}
      {readOnly ? (
        <Banner tone="waiting" icon={<Lock size={14} />}>
          <span className="grow">{t('readOnly')}</span>
          <Button onClick={() => void saveFlowAs()}>{t('saveAs')}</Button>
        </Banner>
      ) : undefined}
      <TrustBanners />
      <RecoveryBanner />
      <InterruptedBanner />
      {notice === undefined || notice.level === 'info' ? undefined : (
        <Banner tone="failed" icon={<CircleAlert size={14} />}>
          <span className="grow">
            {say(notice.error.message)}{' '}
            <span className="text-muted">{say(notice.error.action ?? '')}</span>
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
