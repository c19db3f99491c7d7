import type { Grants } from '../../contracts/grants.ts';
import type { ErrorInfo } from '../../shared/errors.ts';

/** Parent to engine process. Frames travel as the text they arrived in: the parent never parses them. */
export type EngineControl =
  | {
      readonly type: 'start';
      readonly version: string;
      readonly recordPath: string;
      /** Opens the places of files that the page brings along. */
      readonly placeKey: string;
      /** Whether runs that the record's retention no longer keeps are deleted. */
      readonly deletesOldRuns: boolean;
      /** The folders and hosts that flows may reach. */
      readonly grants: Grants;
      /** Folders of modules of the person's own. */
      readonly moduleFolders: readonly string[];
    }
  | { readonly type: 'open'; readonly client: number }
  | { readonly type: 'frame'; readonly client: number; readonly text: string }
  | { readonly type: 'close'; readonly client: number }
  /** Commit, close the record and exit with 0. */
  | { readonly type: 'shutdown' };

/** Engine process to parent. */
export type EngineReport =
  | { readonly type: 'ready' }
  /** It could not start, and exits. */
  | { readonly type: 'failed'; readonly error: ErrorInfo }
  | { readonly type: 'frame'; readonly client: number; readonly text: string }
  /** The engine has ended the conversation with this client. */
  | { readonly type: 'close'; readonly client: number };
