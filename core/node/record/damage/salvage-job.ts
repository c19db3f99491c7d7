import { existsSync, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { MillraceError } from '../../../shared/errors.ts';
import { toRecordError } from '../record-error.ts';
import { ExclusiveLock } from './exclusive-lock.ts';
import { openDamaged } from './open-damaged.ts';
import type { DamagedRecord } from './open-damaged.ts';
import { reserveNumbers, Salvage } from './salvage.ts';
import type { SalvageCounts } from './salvage.ts';
import { dropPlan, readPlan } from './set-aside.ts';

/** So long whoever opens the record waits for it, in ms; what takes longer is done between other work. */
const foregroundMs = 2000;
const sliceMs = 10;
const pauseMs = 20;

/** Brings what can be read of a record that was set aside over into the new one; one process at a time does it. */
export class SalvageJob {
  readonly #database: Database;
  readonly #path: string;
  readonly #asidePath: string;
  readonly #damaged: DamagedRecord | undefined;
  readonly #salvage: Salvage | undefined;
  readonly #steps: Generator<void>;
  readonly #lock: ExclusiveLock;
  readonly #tell: (problem: MillraceError) => void;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  private constructor(
    database: Database,
    place: { readonly path: string; readonly asidePath: string; readonly lock: ExclusiveLock },
    tell: (problem: MillraceError) => void,
  ) {
    this.#database = database;
    this.#path = place.path;
    this.#asidePath = place.asidePath;
    this.#lock = place.lock;
    this.#tell = tell;
    this.#damaged = openDamaged(place.asidePath);
    this.#salvage =
      this.#damaged === undefined ? undefined : new Salvage(this.#damaged.database, database);
    this.#steps = this.#salvage?.steps() ?? nothing();
  }

  /** Begins the work, or goes on with what a process before left undone; undefined when there is none to do here. */
  static start(
    path: string,
    database: Database,
    tell: (problem: MillraceError) => void,
  ): SalvageJob | undefined {
    const plan = readPlan(path);
    if (plan === undefined) return undefined;
    const lock = ExclusiveLock.take(`${path}.salvaging`, 0);
    if (lock === undefined) return undefined;
    if (readPlan(path) === undefined || !existsSync(plan.asidePath)) {
      dropPlan(path);
      lock.release();
      return undefined;
    }
    const job = new SalvageJob(database, { path, lock, asidePath: plan.asidePath }, tell);
    job.#begin();
    return job;
  }

  /** Leaves what is undone to whoever opens the record next. */
  stop(): void {
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    this.#isOver = true;
    this.#damaged?.close();
    this.#lock.release();
  }

  #begin(): void {
    try {
      const { size } = statSync(this.#asidePath);
      reserveNumbers(this.#database, this.#damaged?.database, size);
      if (this.#workFor(foregroundMs)) return;
      this.#tell(tellSetAside(this.#path, this.#asidePath));
    } catch (error) {
      this.#report(error);
      return;
    }
    this.#goOn(pauseMs);
  }

  #goOn(waitMs: number): void {
    this.#timer = setTimeout(() => {
      try {
        if (!this.#workFor(sliceMs)) this.#goOn(pauseMs);
      } catch (error) {
        this.#report(error);
      }
    }, waitMs);
    this.#timer.unref();
  }

  /** Whether all is done. */
  #workFor(timeMs: number): boolean {
    const untilMs = performance.now() + timeMs;
    while (performance.now() < untilMs) {
      if (this.#steps.next().done !== true) continue;
      dropPlan(this.#path);
      this.stop();
      this.#tell(tellSalvaged(this.#path, this.#asidePath, this.#salvage?.counts));
      return true;
    }
    return false;
  }

  /** A record that is full or locked for the time being does not end it: the next process begins anew. */
  #report(error: unknown): void {
    const known = toRecordError(error, this.#path);
    this.stop();
    if (!(known instanceof MillraceError)) throw known;
    this.#tell(known);
  }
}

function* nothing(): Generator<void> {}

function tellSetAside(path: string, asidePath: string): MillraceError {
  return new MillraceError(
    'record_set_aside',
    `The record ${path} was damaged. It was set aside as ${asidePath}, and what can be read is being brought over into a new one.`,
    { action: 'Go on working; older runs come back one after the other.' },
  );
}

function tellSalvaged(
  path: string,
  asidePath: string,
  counts: SalvageCounts | undefined,
): MillraceError {
  const { runs, lostRuns, events, lostEvents, hasHoles } = counts ?? noCounts;
  const lost = hasHoles
    ? `${countOf(lostRuns, 'run')} and up to ${countOf(lostEvents, 'event')} could not be read`
    : 'nothing was lost';
  const sum =
    hasHoles && runs === 0
      ? 'nothing of it could be read'
      : `${countOf(runs, 'run')} with ${countOf(events, 'event')} came over into a new one, ${lost}`;
  return new MillraceError(
    'record_salvaged',
    `The record ${path} was damaged and has been set aside as ${asidePath}: ${sum}.`,
    {
      action:
        'Check the disk, or restore a backup in place of the record. The old file may be deleted.',
    },
  );
}

const noCounts: SalvageCounts = {
  runs: 0,
  lostRuns: 0,
  events: 0,
  lostEvents: 0,
  hasHoles: true,
};

function countOf(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
