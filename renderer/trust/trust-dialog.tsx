import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrustGrant } from '../../core/contracts/trust.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ModuleFolders } from './module-folders.tsx';
import { ReachList } from './reach-list.tsx';
import { loadGrants, revokeGrant, useTrustStore } from '../document/trust-store.ts';

/** What the person agreed to, each to be taken back; and the folders of their own modules. */
export function TrustDialog(): ReactNode {
  const { t } = useTranslation('trust');
  const grants = useTrustStore((store) => store.grants);
  useEffect(() => {
    loadGrants().catch(() => undefined);
  }, []);
  return (
    <Dialog size="wide" title={t('title')} description={t('pageText')} onClose={closeDialog}>
      <div className="flex flex-col gap-5">
        <section aria-label={t('flows')} className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('flows')}</h3>
          {grants.length === 0 ? <p className="text-muted">{t('noFlows')}</p> : undefined}
          {grants.map((grant) => (
            <Granted key={grant.id} grant={grant} onRevoke={() => void revokeGrant(grant.id)} />
          ))}
        </section>
        <ModuleFolders />
      </div>
    </Dialog>
  );
}

interface GrantedProps {
  readonly grant: TrustGrant;
  readonly onRevoke: () => void;
}

function Granted({ grant, onRevoke }: GrantedProps): ReactNode {
  const { t, i18n } = useTranslation('trust');
  const { name, grantedMs, reaches, folders } = grant;
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(grantedMs);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline gap-2">
        <bdi className="min-w-0 font-medium wrap-anywhere">{name.slice(0, 120)}</bdi>
        <span className="grow text-small text-muted">{t('grantedOn', { date })}</span>
        <Button
          aria-label={t('revokeName', { name, interpolation: { escapeValue: false } })}
          onClick={onRevoke}
        >
          {t('revoke')}
        </Button>
      </div>
      <ReachList reaches={reaches.map((reach) => ({ ...reach, usedBy: [] }))} />
      {folders.length === 0 ? undefined : (
        <p className="text-small wrap-anywhere text-muted">
          {t('folders', { folders: folders.join(', '), interpolation: { escapeValue: false } })}
        </p>
      )}
    </div>
  );
}
