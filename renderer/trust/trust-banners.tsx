import { PackageOpen, ShieldQuestion, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModuleFolder } from '../../core/contracts/own-modules.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { useCheckStore } from '../document/check-store.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useIsUntrusted, useTrustStore } from '../document/trust-store.ts';

/** What waits for the person's word: the open flow, and folders of modules. */
export function TrustBanners(): ReactNode {
  const { t } = useTranslation('trust');
  const isUntrusted = useIsUntrusted();
  const reaches = useCheckStore((store) => store.reaches);
  const folders = useTrustStore((store) => store.folders);
  const hidden = useTrustStore((store) => store.hidden);
  const waiting = folders.find(
    (folder) =>
      (folder.state === 'untrusted' || folder.state === 'changed') &&
      folder.files.length > 0 &&
      !hidden.includes(keyOf(folder)),
  );
  return (
    <>
      {isUntrusted ? (
        <Banner tone="waiting" icon={<ShieldQuestion size={14} />}>
          <span className="grow">{t('bannerFlow')}</span>
          <Button onClick={() => openDialog({ kind: 'ask-trust', reaches })}>
            {t('bannerShow')}
          </Button>
        </Banner>
      ) : undefined}
      {waiting === undefined ? undefined : (
        <Banner tone="waiting" icon={<PackageOpen size={14} />}>
          <span className="grow wrap-anywhere">
            {t(waiting.state === 'changed' ? 'bannerModulesChanged' : 'bannerModules', {
              folder: waiting.folder,
              interpolation: { escapeValue: false },
            })}
          </span>
          <Button onClick={() => openDialog({ kind: 'trust' })}>{t('bannerShow')}</Button>
          <IconButton
            label={t('close', { ns: 'shell' })}
            onClick={() => useTrustStore.setState({ hidden: [...hidden, keyOf(waiting)] })}
          >
            <X size={14} />
          </IconButton>
        </Banner>
      )}
    </>
  );
}

function keyOf({ folder, digest }: ModuleFolder): string {
  return `${folder}\n${digest}`;
}
