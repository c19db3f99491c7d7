/** A file of modules that cannot be used as it is. */
export interface ModuleProblem {
  /** Its path, as people know it. */
  readonly file: string;
  /** 1-based, where it is known. */
  readonly line?: number;
  readonly column?: number;
  /** `module_broken`, `module_empty`, `kind_exists` or `module_outside`. */
  readonly code: string;
  readonly message: string;
  readonly action: string;
  /** The kinds that came from this file, or would come by its name. */
  readonly kinds: readonly string[];
}

/** One file of a folder of modules. */
export interface ModuleFile {
  /** From the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/**
 * What stands with a folder of modules: `trusted`: loaded; `untrusted`: nobody has agreed to it; `changed`: it holds
 * other files than those that were agreed to; `unreadable`: missing, too large, or not to be read.
 */
export type ModuleFolderState = 'trusted' | 'untrusted' | 'changed' | 'unreadable';

/** A folder of modules, as people are asked to trust it. */
export interface ModuleFolder {
  readonly folder: string;
  readonly state: ModuleFolderState;
  /** SHA-256 of all its files, in hexadecimal; '' where they cannot be read. */
  readonly digest: string;
  /** Whether the person trusts whatever it holds, while they work on it. */
  readonly whileEdited: boolean;
  /** Whether every engine of this person loads it, not only the one that was started with it. */
  readonly always: boolean;
  readonly files: readonly ModuleFile[];
  /** Ids of the kinds that it brings. */
  readonly kinds: readonly string[];
  readonly problems: readonly ModuleProblem[];
}

/** What the person says when they trust a folder. */
export interface ModuleTrust {
  readonly folder: string;
  /** What they saw; other content is not loaded. */
  readonly digest: string;
  readonly whileEdited: boolean;
  readonly always: boolean;
}
