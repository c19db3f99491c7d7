/** A file as a flow names it, and the folders in which it must lie. */
export interface FilePlace {
  /** Absolute, or relative to a granted folder: to the first in which it exists, else to the first of all. */
  readonly path: string;
  readonly grantedFolders: readonly string[];
}

export interface FileReading extends FilePlace {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface FileWriting extends FilePlace {
  readonly text: string;
  /** `create` fails when there is a file already. */
  readonly mode: 'replace' | 'append' | 'create';
  /** Largest the file may become. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** What became of a file. */
export interface FileFacts {
  /** The real path, with all links resolved. */
  readonly path: string;
  readonly bytes: number;
}

/**
 * Reaches files in granted folders and nowhere else, whatever a path is made of. All throw MillraceError:
 * `not_granted` (no folder, or outside of all), `path_refused` (not a path that is the same on every system),
 * `file_missing`, `file_exists`, `file_too_large`, `file_unreadable`, `file_unwritable`, `not_text`, `cancelled`.
 */
export interface FileAccess {
  /** A whole file as UTF-8 text, without a byte order mark. */
  readText(reading: FileReading): Promise<FileFacts & { readonly text: string }>;
  /** A whole file as it is. */
  readBytes(reading: FileReading): Promise<FileFacts & { readonly content: Uint8Array }>;
  /** Replaces at once or not at all; makes missing folders. */
  writeText(writing: FileWriting): Promise<FileFacts>;
  /** The real path of a file; it must exist unless it may be missing. */
  locate(place: FilePlace & { readonly mayBeMissing?: boolean }): Promise<string>;
}
