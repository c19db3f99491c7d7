import type { ErrorInfo } from '../../core/shared/errors.ts';

/** Names and values of secrets, as the engine's connections look them up. */
export type SecretValues = Readonly<Record<string, string>>;

/** Main process to engine process. `connect` carries one port. */
export type EngineControl =
  | {
      readonly type: 'start';
      readonly version: string;
      readonly recordPath: string;
      /** Opens the places of files that the page brings along. */
      readonly placeKey: string;
      readonly secrets: SecretValues;
    }
  /** Replaces all secrets; runs under way keep those they began with. */
  | { readonly type: 'secrets'; readonly secrets: SecretValues }
  | { readonly type: 'connect' }
  /** Commit, close the record and exit with 0. */
  | { readonly type: 'shutdown' };

/** Engine process to main process. */
export type EngineReport =
  | { readonly type: 'ready' }
  /** Something the person must know; an exit follows when the engine cannot go on. */
  | { readonly type: 'failed'; readonly error: ErrorInfo };
