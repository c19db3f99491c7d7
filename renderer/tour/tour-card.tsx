import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useShownKeys } from '../commands/key-bindings.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Mark } from '../ui/mark.tsx';
import { closeTour, goToStep, startTour } from './tour-store.ts';
import { tourSteps } from './tour-steps.ts';
import type { TourStep } from './tour-steps.ts';

/** Asks a person who is here for the first time whether to be shown around. */
export function OfferCard(): ReactNode {
  const { t } = useTranslation('tour');
  return (
    <>
      <div className="mb-4 flex gap-3">
        <Mark />
        <div>
          <h2 className="text-[15px] leading-6 font-semibold">{t('offerTitle')}</h2>
          <p className="mt-1 text-muted">{t('offerText')}</p>
        </div>
      </div>
      <div className="flex justify-end gap-2">
        <Button variant="quiet" data-tour="skip" onClick={closeTour}>
          {t('notNow')}
        </Button>
        <Button variant="primary" onClick={() => void startTour()}>
          {t('begin')}
        </Button>
      </div>
    </>
  );
}

interface StepCardProps {
  readonly step: TourStep;
  /** Its number, from 0. */
  readonly at: number;
  readonly onNext: () => void;
}

/** One step: what the light falls on, how far the tour is, and the ways on, back and out. */
export function StepCard({ step, at, onNext }: StepCardProps): ReactNode {
  const { t } = useTranslation('tour');
  const shownKeys = useShownKeys();
  const isLast = at === tourSteps.length - 1;
  const keys = {
    addKeys: shownKeys('edit.add-node') ?? '–',
    runKeys: shownKeys('run.start') ?? '–',
    paletteKeys: shownKeys('go.palette') ?? '–',
    sheetKeys: shownKeys('help.shortcuts') ?? '–',
  };
  const onward = step.id === 'run' ? t('runIt') : t(isLast ? 'finish' : 'next');
  return (
    <>
      <div aria-live="polite" aria-atomic className="mb-4">
        <p className="sr-only">{t('progress', { step: at + 1, count: tourSteps.length })}</p>
        <h2 className="flex items-center gap-2 text-[15px] leading-6 font-semibold">
          <step.icon size={16} aria-hidden className="text-accent" />
          {t(`title_${step.id}`)}
        </h2>
        <p className="mt-1 text-muted">
          <Trans
            t={t}
            i18nKey={`text_${step.id}`}
            values={keys}
            components={{ key: <kbd className="key" /> }}
          />
        </p>
      </div>
      <div className="flex items-center gap-2">
        <ol aria-hidden className="mr-auto flex gap-1.5">
          {tourSteps.map(({ id }, index) => (
            <li
              key={id}
              className={classNames(
                'h-1.5 rounded-full transition-all',
                index === at ? 'w-4 bg-accent' : 'w-1.5 bg-line-strong',
              )}
            />
          ))}
        </ol>
        {isLast ? undefined : (
          <Button variant="quiet" data-tour="skip" onClick={closeTour}>
            {t('skip')}
          </Button>
        )}
        {at === 0 ? undefined : <Button onClick={() => goToStep(at - 1)}>{t('back')}</Button>}
        <Button variant="primary" onClick={onNext}>
          {onward}
        </Button>
      </div>
    </>
  );
}
