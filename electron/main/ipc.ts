import type { IpcMainEvent, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { ipcMain } from 'electron';
import { MillraceError, toErrorInfo, toPlainErrorInfo } from '../../core/shared/errors.ts';
import type {
  IpcAnswer,
  IpcNoticeName,
  IpcNotices,
  IpcPushName,
  IpcPushes,
  IpcRequestName,
  IpcRequests,
} from '../shared/ipc.ts';
import { isAppUrl } from './app-protocol.ts';
import { noticeSchemas, requestSchemas } from './ipc-schemas.ts';

/** One function per request; what it throws becomes the failure that the page gets. */
export type IpcRequestHandlers = {
  readonly [Name in IpcRequestName]: (
    frame: WebFrameMain,
    ...args: IpcRequests[Name]['args']
  ) => Promise<IpcRequests[Name]['result']>;
};

export type IpcNoticeHandlers = {
  readonly [Name in IpcNoticeName]: (...args: IpcNotices[Name]) => void;
};

/** The page that may talk to us; undefined while there is no window. */
export type TrustedContents = () => WebContents | undefined;

/** Answers the page's requests after checking who asks and what was sent. */
export function answerRequests(handlers: IpcRequestHandlers, trusted: TrustedContents): void {
  for (const name of Object.keys(handlers) as IpcRequestName[]) {
    answerRequest(name, handlers[name], trusted);
  }
}

function answerRequest<Name extends IpcRequestName>(
  name: Name,
  handler: IpcRequestHandlers[Name],
  trusted: TrustedContents,
): void {
  const schema = requestSchemas[name];
  ipcMain.handle(name, async (event, ...raw: unknown[]): Promise<IpcAnswer<Name>> => {
    try {
      const frame = requireTrustedFrame(event, trusted);
      const args = schema.safeParse(raw);
      if (!args.success) throw new MillraceError('bad_request', `The page sent a wrong “${name}”.`);
      return { ok: true, value: await handler(frame, ...args.data) };
    } catch (error) {
      return { ok: false, error: toPlainErrorInfo(error) };
    }
  });
}

/** Takes the page's notices after checking who sends and what; a wrong one is dropped and logged. */
export function receiveNotices(handlers: IpcNoticeHandlers, trusted: TrustedContents): void {
  for (const name of Object.keys(handlers) as IpcNoticeName[]) {
    receiveNotice(name, handlers[name], trusted);
  }
}

function receiveNotice<Name extends IpcNoticeName>(
  name: Name,
  handler: IpcNoticeHandlers[Name],
  trusted: TrustedContents,
): void {
  const schema = noticeSchemas[name];
  ipcMain.on(name, (event, ...raw: unknown[]) => {
    try {
      requireTrustedFrame(event, trusted);
      handler(...schema.parse(raw));
    } catch (error) {
      console.error(`A “${name}” from the page was dropped:`, toErrorInfo(error).message);
    }
  });
}

/** Tells the page something; nothing happens when it is gone. */
export function pushToPage<Name extends IpcPushName>(
  contents: WebContents | undefined,
  name: Name,
  ...args: IpcPushes[Name]
): void {
  if (contents !== undefined && !contents.isDestroyed()) contents.send(name, ...args);
}

function requireTrustedFrame(
  event: IpcMainEvent | IpcMainInvokeEvent,
  trusted: TrustedContents,
): WebFrameMain {
  const frame = event.senderFrame;
  const contents = trusted();
  // Null once the frame has navigated or gone; a child frame or a foreign page is never ours.
  if (frame !== null && frame === contents?.mainFrame && isAppUrl(frame.url)) return frame;
  throw new MillraceError('forbidden', 'This page may not talk to the app.');
}
