import type { ErrorInfo } from '../shared/errors.ts';
import type {
  EngineState,
  HostCommand,
  HostFile,
  HostInfo,
  HostMenu,
  SecretStatus,
} from './host-bridge.ts';

/** What a desktop function answers: a value, or the error to show. Thrown errors lose their code at the bridge, so none is thrown. */
export type DesktopAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorInfo };

/** `data.type` of the window message that brings the engine's port. */
export const enginePortMessageType = 'millrace-engine-port';

/** Data of that window message; the port is `event.ports[0]`. Believe it only if `event.source === window` and the nonce is the one you asked with. */
export interface EnginePortMessage {
  readonly type: typeof enginePortMessageType;
  readonly nonce: string;
}

export type { SecretStatus } from './host-bridge.ts';

/** `window.millrace` in the desktop app: the narrow functions that the preload script exposes to the page. */
export interface DesktopApi {
  readonly info: HostInfo;
  /**
   * Asks for a fresh port to the engine. Listen for the window message first: it may come before the answer.
   * The answer is a failure with code `engine_down` while the engine is down.
   */
  requestEnginePort(nonce: string): Promise<DesktopAnswer<null>>;
  /** The file the app was started with or asked to open before the page was there; null if none. Given once. */
  initialFile(): Promise<DesktopAnswer<HostFile | null>>;
  listExamples(): Promise<DesktopAnswer<readonly HostFile[]>>;
  /** Shows the open dialog; null when the person cancels. */
  openFile(): Promise<DesktopAnswer<HostFile | null>>;
  /** Saves to the handle's place, or asks for one; null when the person cancels. */
  saveFile(
    file: HostFile,
    options: { readonly saveAs: boolean },
  ): Promise<DesktopAnswer<HostFile | null>>;
  setUnsaved(unsaved: boolean): void;
  /** Names the document in the window's title; `handle` (if any) lets macOS show its path. */
  setDocument(document: { readonly name: string; readonly handle?: string }): void;
  /** Tells the shell how many runs are under way: it keeps the computer awake and shows progress meanwhile. */
  setRunning(runs: number): void;
  /** Tells the shell what its menu shows of the page: keys and panels. */
  setMenu(menu: HostMenu): void;
  onCommand(listener: (command: HostCommand) => void): () => void;
  onOpenFile(listener: (file: HostFile) => void): () => void;
  /** Reports the engine's process: `restarting` after a crash, `ready` once a new port may be asked for. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  listSecrets(): Promise<DesktopAnswer<SecretStatus>>;
  /** Stores a secret, or removes it with null; the value never comes back to the page. */
  setSecret(name: string, value: string | null): Promise<DesktopAnswer<SecretStatus>>;
}
