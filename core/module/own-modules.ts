import type { ModuleFolder, ModuleProblem, ModuleTrust } from '../contracts/own-modules.ts';
import type { ModuleKind } from './kind-registry.ts';

/** The kinds of the person's own folders, as they are now. */
export interface OwnKinds {
  readonly kinds: readonly ModuleKind[];
  readonly problems: readonly ModuleProblem[];
}

/** Kinds that come and go while an engine runs: modules in folders that the person trusts. */
export interface OwnModules {
  /** Settles when the folders that were trusted at the start have been loaded, or have failed to; never rejects. */
  readonly ready: Promise<void>;
  current(): OwnKinds;
  list(): readonly ModuleFolder[];
  /** Looks at a folder that the person chose; loads nothing that is not trusted. Throws `modules_unreadable`. */
  add(folder: string): ModuleFolder;
  /** Looks at the folder `modules` beside a flow file, if there is one; loads it if it is trusted. */
  lookBeside(flowFile: string): void;
  /** Loads a folder and watches it. Throws `modules_changed` when it holds something else by now. */
  trust(trust: ModuleTrust): Promise<ModuleFolder>;
  /** Takes its kinds away, and the trust. Whether it was there. */
  remove(folder: string): boolean;
  /** Called after kinds, problems or folders changed. */
  onChange(listener: () => void): () => void;
  close(): void;
}
