import { useLayoutEffect, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { startRun } from '../commands/run-commands.ts';
import { useRunStore } from '../run/run-store.ts';
import { placeCard, widen } from './place-card.ts';
import type { Box, Extent } from './place-card.ts';
import { OfferCard, StepCard } from './tour-card.tsx';
import { closeTour, goToStep, useTourStore } from './tour-store.ts';
import { tourSteps } from './tour-steps.ts';
import { useTargetBox } from './use-target-box.ts';

const runStep = tourSteps.findIndex(({ id }) => id === 'run');

/** The tour over the window, while it goes on: a light on a part of it and a card beside; the window stays in use. */
export function Tour(): ReactNode {
  const at = useTourStore((store) => store.at);
  if (at === undefined) return undefined;
  return <OpenTour at={at} />;
}

function OpenTour({ at }: { readonly at: 'offered' | number }): ReactNode {
  const { t } = useTranslation('tour');
  const step = at === 'offered' ? undefined : tourSteps[at];
  const box = useTargetBox(step?.findTargets);
  const card = useRef<HTMLDivElement>(null);
  const size = useCardSize(card);
  useFocusOnCard(card);
  useRunsThatBegin(at);
  const place = placeCard(box, size, windowSize());
  return (
    <>
      {step !== undefined && box !== undefined ? <Light box={box} /> : undefined}
      <div
        ref={card}
        role="dialog"
        aria-label={t('tour')}
        tabIndex={-1}
        onKeyDown={onKey}
        style={{ left: place.left, top: place.top }}
        className="tour-card nokey float-in fixed z-30 w-[340px] max-w-[calc(100vw-24px)] rounded-node border border-line-strong bg-float p-4 text-text shadow-float outline-none"
      >
        {at === 'offered' || step === undefined ? (
          <OfferCard />
        ) : (
          <StepCard step={step} at={at} onNext={() => next(at)} />
        )}
      </div>
    </>
  );
}

function next(at: number): void {
  // The run itself leads on, by whichever way it was started.
  if (at === runStep) void startRun();
  else goToStep(at + 1);
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  closeTour();
}

function Light({ box }: { readonly box: Box }): ReactNode {
  const { left, top, width, height } = widen(box, 6, windowSize());
  return (
    <div
      aria-hidden
      className="tour-light pointer-events-none fixed z-30 rounded-node border-2 border-accent"
      style={{ left, top, width, height }}
    />
  );
}

function windowSize(): Extent {
  return { width: window.innerWidth, height: window.innerHeight };
}

/** A card is as high as its words: known once it has been drawn. */
function useCardSize(card: { readonly current: HTMLDivElement | null }): Extent {
  const [size, setSize] = useState<Extent>({ width: 340, height: 190 });
  useLayoutEffect(() => {
    const element = card.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.offsetWidth, height: element.offsetHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [card]);
  return size;
}

/** The focus goes to the card, and back to where it was. */
function useFocusOnCard(card: { readonly current: HTMLDivElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    const element = card.current;
    element?.focus();
    return () => {
      const isLost =
        document.activeElement === document.body || element?.contains(document.activeElement);
      if (isLost === true && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [card]);
}

/** Who runs the flow sees it run: the offer makes way, and the step about running leads on. */
function useRunsThatBegin(at: 'offered' | number): void {
  const isRunning = useRunStore(({ state }) => state === 'starting' || state === 'running');
  useEffect(() => {
    if (!isRunning) return;
    if (at === 'offered') closeTour();
    else if (at === runStep) goToStep(at + 1);
  }, [isRunning, at]);
}
