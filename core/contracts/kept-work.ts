import type { DifferenceCounts } from '../model/flow-difference.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How much of a person's work is kept, and how long; the one place where it is said. */
export const keptWorkLimits = {
  /** Unsaved work is written this long after an edit at the latest. */
  recoveryDelayMs: 1_500,
  /** Unsaved work that nobody came back for is given up after this time. */
  recoveryAgeMs: 30 * dayMs,
  /** A version is kept by itself after so much time with changes. */
  automaticEveryMs: 5 * minuteMs,
  /** All versions stay that are younger. */
  keepAllMs: hourMs,
  /** Then one for each hour stays, */
  keepHourlyMs: dayMs,
  /** and then one for each day. */
  keepDailyMs: 365 * dayMs,
  /** Versions of one flow, and the bytes they take; the oldest unnamed ones go first. */
  mostVersions: 300,
  mostBytesPerFlow: 64 * 1024 * 1024,
  /** The bytes that the versions of all flows take together. */
  mostBytes: 512 * 1024 * 1024,
  /** UTF-16 units of a flow's text; a larger one is kept nowhere but in its file. */
  mostTextLength: 16 * 1024 * 1024,
} as const;

/** The limits of what is kept on the disk. */
export type KeptWorkLimits = { readonly [Name in keyof typeof keptWorkLimits]: number };

/**
 * Why a version was kept: `saved` into its file, `opened` as it was before the first change, `automatic` after some time of
 * work, `restoring` before an older one took its place, `replaced` before unsaved work was given up, `marked` by the person.
 */
export const versionReasons = [
  'saved',
  'opened',
  'automatic',
  'restoring',
  'replaced',
  'marked',
] as const;

type VersionReason = (typeof versionReasons)[number];

/** A flow as it was at some time. */
export interface FlowVersion {
  readonly id: string;
  readonly savedMs: number;
  readonly reason: VersionReason;
  /** The name of the file that the flow stood in, such as `chat.flow.json`. */
  readonly file: string;
  /** What the person called it; such a version is never thinned out. */
  readonly name?: string;
  readonly bytes: number;
  /** What is different from the version before; absent for the first one, and where either is no whole flow. */
  readonly counts?: DifferenceCounts;
}

/** A version to be kept. */
export interface NewVersion {
  readonly file: string;
  readonly text: string;
  readonly reason: VersionReason;
  readonly name?: string;
}

/** What a store found when it looked. */
export interface VersionList {
  /** The newest first. */
  readonly versions: readonly FlowVersion[];
  /** Paths of damaged files, which were put aside just now. */
  readonly setAside: readonly string[];
}

/** Keeps the versions of flows, each under the flow's own id. All fail with `versions_unwritable` or `unknown_version`. */
export interface VersionStore {
  list(flowId: string): Promise<VersionList>;
  /** Keeps a text unless the newest version holds the same, which is answered then, with the name if one is given. */
  keep(version: NewVersion & { readonly flowId: string }): Promise<FlowVersion>;
  read(flowId: string, id: string): Promise<string>;
  /** Gives a version a name, or takes it away with undefined. */
  mark(flowId: string, id: string, name: string | undefined): Promise<FlowVersion>;
  remove(flowId: string, id: string): Promise<void>;
}

/** Unsaved work of one window. */
export interface RecoveryDraft {
  /** Names the window; a fresh one for every page that opens. */
  readonly id: string;
  /** The name of its file. */
  readonly file: string;
  /** Where the file stands, if it stands anywhere. */
  readonly path?: string;
  readonly flow: string;
  /** The text of the file as the window knows it; absent for work that stands in no file. */
  readonly saved?: string;
}

/** Unsaved work that no living window holds. */
export interface FoundRecovery {
  readonly id: string;
  readonly file: string;
  readonly savedMs: number;
  /** It belongs to the file that the asker has open. */
  readonly isHere: boolean;
  /** What is different from the file as it is now. */
  readonly counts: DifferenceCounts;
}

/** What a store found when it looked. */
export interface RecoveryList {
  /** The newest first. */
  readonly found: readonly FoundRecovery[];
  /** Paths of damaged files, which were put aside just now. */
  readonly setAside: readonly string[];
}

/** Keeps unsaved work of windows, and never touches their files. Fails with `recovery_unwritable` or `unknown_recovery`. */
export interface RecoveryStore {
  /** Replaces what was kept for the window; it counts as open for as long as the holder holds it. */
  write(draft: RecoveryDraft, holder: object): Promise<void>;
  /** The window has nothing unsaved any more. */
  clear(id: string): Promise<void>;
  /** The holder is gone: what it did not clear may be recovered. */
  release(holder: object): void;
  /** What may be recovered; `path` is the file that the asker has open. */
  list(path: string | undefined): Promise<RecoveryList>;
  /** `saved` is the file as it is now, or as the window knew it; absent for work that stood in no file. */
  read(id: string): Promise<{
    readonly file: string;
    readonly flow: string;
    readonly saved?: string;
  }>;
  /** Gives up what was kept. Fails with `recovery_in_use` while a living window holds it. */
  discard(id: string): Promise<void>;
}

/** All that a host keeps of a person's work besides their files. */
export interface KeptWork {
  readonly recovery: RecoveryStore;
  readonly versions: VersionStore;
}
