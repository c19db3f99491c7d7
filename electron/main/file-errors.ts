import { MillraceError } from '../../core/shared/errors.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this account has no permission',
  EPERM: 'this account has no permission',
  EROFS: 'the disk is read-only',
  ENOENT: 'the folder or file does not exist',
  ENOTDIR: 'part of the path is not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

function describeReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

/** A failed read of a file as an error for people. */
export function fileReadError(name: string, error: unknown): MillraceError {
  return new MillraceError(
    'file_unreadable',
    `“${name}” cannot be opened: ${describeReason(error)}.`,
    {
      action: 'Check that the file still exists and that you may read it.',
      cause: error,
    },
  );
}

/** A failed write of a file as an error for people; the file keeps what it held before. */
export function fileWriteError(name: string, error: unknown): MillraceError {
  return new MillraceError(
    'file_unwritable',
    `“${name}” cannot be saved: ${describeReason(error)}.`,
    {
      action: 'Your work is still open: save it in another folder.',
      cause: error,
    },
  );
}
