import type { Session } from 'electron';

const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Denies the page everything but writing to the clipboard. */
export function limitPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(granted.has(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
}
