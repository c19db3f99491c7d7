import type { BrowserWindow, Dialog } from 'electron';

/** What the person chose when work would be lost. */
type CloseChoice = 'save' | 'discard' | 'cancel';

const choices = ['save', 'discard', 'cancel'] as const satisfies readonly CloseChoice[];

interface CloseGuardOptions {
  readonly window: BrowserWindow;
  readonly dialog: Dialog;
  readonly documentName: () => string;
  /** Asks the page to save; its answer comes by `setUnsaved(false)` or `saveFailed`. */
  readonly requestSave: () => void;
  /** The person wants to stay: a quit under way is off. */
  readonly onStay: () => void;
}

/** Asks before a window with unsaved work closes, and closes it once the work is safe. */
export class CloseGuard {
  readonly #options: CloseGuardOptions;
  #unsaved = false;
  #asking = false;
  #closeAfterSave = false;

  constructor(options: CloseGuardOptions) {
    this.#options = options;
    const { window } = options;
    window.on('close', (event) => {
      if (!this.#unsaved) return;
      event.preventDefault();
      void this.#ask();
    });
    // The shell asks by itself, so a page that objects to closing must not block it silently.
    window.webContents.on('will-prevent-unload', (event) => event.preventDefault());
    window.on('query-session-end', (event) => {
      if (this.#unsaved) event.preventDefault();
    });
  }

  setUnsaved(unsaved: boolean): void {
    this.#unsaved = unsaved;
    this.#options.window.setDocumentEdited(unsaved);
    const close = this.#closeAfterSave && !unsaved;
    this.#closeAfterSave = false;
    if (close) this.#options.window.close();
  }

  /** The page is being replaced: what it had said holds no longer. */
  forget(): void {
    this.#unsaved = false;
    this.#closeAfterSave = false;
  }

  /** The save that a close waits for was cancelled or failed: the window stays. */
  saveFailed(): void {
    if (!this.#closeAfterSave) return;
    this.#closeAfterSave = false;
    this.#options.onStay();
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const choice = await this.#showPrompt();
      this.#closeAfterSave = choice === 'save';
      if (choice === 'save') this.#options.requestSave();
      else if (choice === 'discard') this.#options.window.destroy();
      else this.#options.onStay();
    } finally {
      this.#asking = false;
    }
  }

  async #showPrompt(): Promise<CloseChoice> {
    const { window, dialog, documentName } = this.#options;
    const answer = await dialog.showMessageBox(window, {
      type: 'warning',
      message: `Save the changes to “${documentName()}”?`,
      detail: 'Without saving they are lost.',
      buttons: ['Save', 'Don’t save', 'Cancel'],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    return choices[answer.response] ?? 'cancel';
  }
}
