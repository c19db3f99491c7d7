import {
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
  Pause,
  Play,
  RotateCcw,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShownKeys } from '../commands/key-bindings.ts';
import type { RunTimes } from '../run/run-times.ts';
import { useRunStore } from '../run/run-store.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuChoice, MenuItem } from '../ui/menu.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { canReplay, replayFromNode, replayShownRun } from './replay-run.ts';
import { stepEvent, stepNode } from './step-time.ts';
import { togglePlay } from './time-player.ts';
import { TimeSlider } from './time-slider.tsx';
import { goLive, playSpeeds, useTimeStore } from './time-store.ts';
import { useMomentWords } from './use-moment-words.ts';
import { useRunTimes } from './use-run-times.ts';

/** The time of the shown run, under the canvas: any moment of it can be looked at. Nothing where no run is shown. */
export function TimeBar(): ReactNode {
  const { t } = useTranslation('time');
  const { times, count } = useRunTimes();
  const isPast = useTimeStore((store) => store.moment !== undefined);
  if (count === 0) return undefined;
  return (
    <section
      aria-label={t('bar')}
      data-past={isPast || undefined}
      className="@container nokey shrink-0 border-t border-line bg-panel data-past:border-waiting"
    >
      <div className="flex h-9 items-center gap-1 px-1.5">
        <Steps isPast={isPast} />
        <Speed />
        <TimeSlider times={times} count={count} />
        <MomentText times={times} count={count} />
        <ToEnd isPast={isPast} />
        <ReplayMenu />
      </div>
    </section>
  );
}

function Steps({ isPast }: { readonly isPast: boolean }): ReactNode {
  const { t } = useTranslation('time');
  const keys = useShownKeys();
  const playing = useTimeStore((store) => store.playing);
  const wide = 'hidden @min-[520px]:inline-flex';
  return (
    <>
      <IconButton
        label={t('previousNode')}
        keys={keys('time.previous-node')}
        className={wide}
        onClick={() => stepNode(-1)}
      >
        <ChevronsLeft size={16} />
      </IconButton>
      <IconButton
        label={t('previousEvent')}
        keys={keys('time.previous-event')}
        onClick={() => stepEvent(-1)}
      >
        <ChevronLeft size={16} />
      </IconButton>
      <IconButton
        label={t(playing ? 'pause' : 'play')}
        keys={keys('time.play')}
        onClick={togglePlay}
      >
        {playing ? <Pause size={16} /> : <Play size={16} />}
      </IconButton>
      <IconButton
        label={t('nextEvent')}
        keys={keys('time.next-event')}
        disabled={!isPast}
        onClick={() => stepEvent(1)}
      >
        <ChevronRight size={16} />
      </IconButton>
      <IconButton
        label={t('nextNode')}
        keys={keys('time.next-node')}
        disabled={!isPast}
        className={wide}
        onClick={() => stepNode(1)}
      >
        <ChevronsRight size={16} />
      </IconButton>
    </>
  );
}

function Speed(): ReactNode {
  const { t } = useTranslation('time');
  const speed = useTimeStore((store) => store.speed);
  const shown = t('speedValue', { speed });
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${t('speed')}: ${shown}`}
          className="mr-1 h-7 w-11 shrink-0 rounded-control text-small text-muted tabular-nums hover:bg-hover hover:text-text"
        >
          {shown}
        </button>
      }
    >
      <MenuChoice
        value={String(speed)}
        options={playSpeeds.map((value) => ({
          value: String(value),
          label: t('speedValue', { speed: value }),
        }))}
        onChange={(value) => useTimeStore.setState({ speed: Number(value) })}
      />
    </Menu>
  );
}

/** The moment in words: the time since the start, and on wider bars which event it is and whose. */
function MomentText({
  times,
  count,
}: {
  readonly times: RunTimes;
  readonly count: number;
}): ReactNode {
  const { t } = useTranslation('time');
  const words = useMomentWords();
  const moment = useTimeStore((store) => store.moment);
  const { time, node } = words(times, moment ?? count);
  return (
    // As wide whatever it says: the strip must not move under the hand that drags.
    <p className="flex w-17 shrink-0 items-baseline gap-2 px-1 text-small whitespace-nowrap text-muted tabular-nums @min-[720px]:w-56 @min-[900px]:w-76">
      <span
        data-time
        className={classNames('w-15 shrink-0', moment !== undefined && 'font-semibold text-text')}
      >
        {time}
      </span>
      <span className="hidden shrink-0 @min-[720px]:inline">
        {moment === undefined ? t('eventCount', { count }) : t('eventOf', { at: moment, count })}
      </span>
      {moment === undefined || node === '' ? undefined : (
        <span translate="no" className="hidden min-w-0 truncate @min-[900px]:inline">
          {node}
        </span>
      )}
    </p>
  );
}

function ToEnd({ isPast }: { readonly isPast: boolean }): ReactNode {
  const { t } = useTranslation('time');
  const keys = useShownKeys();
  const running = useRunStore((store) => store.state === 'running');
  const words = t(running ? 'live' : 'toEnd');
  return (
    <Tooltip text={words} keys={keys('time.live')}>
      <Button variant={isPast ? 'primary' : 'quiet'} disabled={!isPast} onClick={goLive}>
        {words}
      </Button>
    </Tooltip>
  );
}

function ReplayMenu(): ReactNode {
  const { t } = useTranslation('time');
  // What can be replayed depends on the run's state.
  useRunStore((store) => store.state);
  const disabled = !canReplay();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('replay')} tooltip={false}>
          <RotateCcw size={16} />
        </IconButton>
      }
    >
      <MenuItem disabled={disabled} onSelect={() => void replayShownRun('recorded')}>
        {t('replayRecorded')}
      </MenuItem>
      <MenuItem disabled={disabled} onSelect={() => void replayShownRun('none')}>
        {t('replayAtOnce')}
      </MenuItem>
      <MenuItem disabled={disabled} onSelect={() => void replayFromNode('recorded')}>
        {t('replayFromNode')}
      </MenuItem>
    </Menu>
  );
}
