import type { BrowserWindow, PowerSaveBlocker } from 'electron';

const indeterminate = 2;
const noProgress = -1;

/** Keeps the computer awake and shows progress on the task bar while runs are under way. */
export class RunActivity {
  readonly #powerSaveBlocker: PowerSaveBlocker;
  #blocker: number | undefined;

  constructor(powerSaveBlocker: PowerSaveBlocker) {
    this.#powerSaveBlocker = powerSaveBlocker;
  }

  setRunning(runs: number, window: BrowserWindow | undefined): void {
    window?.setProgressBar(runs > 0 ? indeterminate : noProgress);
    if (runs > 0) this.#blocker ??= this.#powerSaveBlocker.start('prevent-app-suspension');
    else this.stop();
  }

  stop(): void {
    if (this.#blocker !== undefined) this.#powerSaveBlocker.stop(this.#blocker);
    this.#blocker = undefined;
  }
}
