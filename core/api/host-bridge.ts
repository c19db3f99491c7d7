import type { ErrorInfo } from '../shared/errors.ts';
import type { ClientChannel } from './protocol.ts';

/** A flow file that the host gave to the renderer. */
export interface HostFile {
  /** File name, such as `chat.flow.json`. */
  readonly name: string;
  readonly text: string;
  /** Lets the host save to the same place again; undefined where it cannot (an example, a plain browser upload). */
  readonly handle?: string;
  /** Tells the engine where the file is, for paths in the flow; sealed by the host, which alone can make one. */
  readonly place?: string;
  /** Names what stood in the file when it was read or written last. A save without it overwrites whatever is there. */
  readonly stamp?: string;
}

export interface HostInfo {
  readonly host: 'desktop' | 'web';
  readonly version: string;
  readonly platform: 'mac' | 'windows' | 'linux' | 'other';
}

/** What a host's own menu offers; the page carries each out. */
export const menuCommands = [
  'new',
  'new-from-template',
  'open',
  'import',
  'save',
  'save-as',
  'export',
  'undo',
  'redo',
  'run',
  'stop',
  'save-traffic',
  'replay-traffic',
  'fit',
  'toggle-theme',
  'tour',
  'shortcuts',
] as const;

export type MenuCommand = (typeof menuCommands)[number];

/** Menu and system wishes that reach the renderer from the host; `panel:ID` opens or closes a panel. */
export type HostCommand = MenuCommand | `panel:${string}`;

/** What a host's own menu shows of the page. */
export interface HostMenu {
  /** The keys as the person has them, such as `Mod+Shift+S`; a command without keys is left out. */
  readonly keys: Readonly<Partial<Record<MenuCommand, string>>>;
  /** Every panel in order, titled in the page's language. */
  readonly panels: readonly {
    readonly id: string;
    readonly title: string;
    readonly isOpen: boolean;
  }[];
}

/** What an engine connection goes through, so that the interface can say it. */
export type EngineState =
  | { readonly state: 'connecting' }
  | { readonly state: 'ready' }
  | { readonly state: 'restarting'; readonly error: ErrorInfo };

/** What the page may know of a stored secret: its name and that it is set, never its value. */
interface SecretState {
  readonly name: string;
  readonly set: true;
}

/** How secrets rest on this computer. */
export interface SecretStatus {
  /** `keychain`: encrypted by the system; `weak`: this system only obscures them; `unavailable`: they cannot be stored. */
  readonly protection: 'keychain' | 'weak' | 'unavailable';
  readonly secrets: readonly SecretState[];
}

/** Where a host keeps the keys of connections. Values go in and never come back. */
interface HostSecrets {
  list(): Promise<SecretStatus>;
  /** Stores a secret, or removes it with null; the engine has it when this resolves, unless the person declined. */
  set(name: string, value: string | null): Promise<SecretStatus>;
}

/** What the renderer needs of the program around it; desktop and web each have one implementation. */
export interface HostBridge {
  readonly info: HostInfo;
  /** A fresh channel to the engine; call again after it closes. Rejects while the engine is down. */
  connectEngine(): Promise<ClientChannel>;
  /** The flow to open at start, if any. */
  initialFile(): Promise<HostFile | undefined>;
  listExamples(): Promise<readonly HostFile[]>;
  /** Asks the person for a file; undefined when they cancel. */
  openFile(): Promise<HostFile | undefined>;
  /**
   * Saves to the handle's place, or asks for one; undefined when they cancel. Rejects with `file_changed` when the file
   * holds something else than its stamp says.
   */
  saveFile(file: HostFile, options: { readonly saveAs: boolean }): Promise<HostFile | undefined>;
  /** Tells the host whether closing would lose work. */
  setUnsaved(unsaved: boolean): void;
  /** Names the open document to the host, for its window; absent where the page's own title is enough. */
  setDocument?(document: { readonly name: string; readonly handle?: string }): void;
  /** Tells the host how many runs are under way; absent where it does not matter. */
  setRunning?(runs: number): void;
  /** Tells the host what its own menu shows of the page; absent where it has none. */
  setMenu?(menu: HostMenu): void;
  /** Absent on hosts that take keys from their environment only. */
  readonly secrets?: HostSecrets;
  onCommand(listener: (command: HostCommand) => void): () => void;
  /** Called when the host is asked to open a file while running. */
  onOpenFile(listener: (file: HostFile) => void): () => void;
}
