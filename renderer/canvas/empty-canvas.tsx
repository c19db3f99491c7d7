import { LayoutTemplate } from 'lucide-react';
import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useShownKeys } from '../commands/key-bindings.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';

/** What to do with a canvas that has no nodes, and the keys for it. */
export function EmptyCanvas(): ReactNode {
  const { t } = useTranslation('canvas');
  const { t: tTemplates } = useTranslation('templates');
  const shownKeys = useShownKeys();
  const steps = ['emptyFind', 'emptyDrag', 'emptyConnect', 'emptyRun'] as const;
  return (
    <div className="pointer-events-none absolute inset-0 z-5 flex items-center justify-center p-6">
      <div className="max-w-sm text-muted">
        <h2 className="mb-3 text-[15px] font-semibold text-text">{t('emptyTitle')}</h2>
        <ol className="flex flex-col gap-2">
          {steps.map((step, index) => (
            <li key={step} className="flex gap-3">
              <span aria-hidden className="w-3 shrink-0 text-right text-muted">
                {index + 1}
              </span>
              <span>
                <Trans
                  t={t}
                  i18nKey={step}
                  values={{
                    runKeys: shownKeys('run.start') ?? '–',
                    addKeys: shownKeys('edit.add-node') ?? '–',
                  }}
                  components={{ key: <kbd className="key" /> }}
                />
              </span>
            </li>
          ))}
        </ol>
        <p className="mt-4 mb-2">{t('emptyTemplates')}</p>
        <Button
          className="pointer-events-auto"
          icon={<LayoutTemplate size={16} aria-hidden />}
          onClick={() => openDialog({ kind: 'templates' })}
        >
          {tTemplates('menu')}
        </Button>
      </div>
    </div>
  );
}
