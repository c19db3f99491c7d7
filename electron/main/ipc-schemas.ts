import { z } from 'zod';
import type { ZodType } from 'zod';
import type { IpcNoticeName, IpcNotices, IpcRequestName, IpcRequests } from '../shared/ipc.ts';

const hostFile = z.object({
  name: z.string().min(1).max(255),
  text: z.string(),
  handle: z.string().max(100).exactOptional(),
  place: z.string().max(20_000).exactOptional(),
  stamp: z.string().max(100).exactOptional(),
});

const secretName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/);

/** Checks of what the page may send with each request. */
export const requestSchemas: {
  readonly [Name in IpcRequestName]: ZodType<IpcRequests[Name]['args']>;
} = {
  'engine:connect': z.tuple([z.string().min(8).max(100)]),
  'file:initial': z.tuple([]),
  'file:examples': z.tuple([]),
  'file:open': z.tuple([]),
  'file:save': z.tuple([hostFile, z.object({ saveAs: z.boolean() })]),
  'secret:list': z.tuple([]),
  'secret:set': z.tuple([secretName, z.string().min(1).max(100_000).nullable()]),
};

/** Checks of what the page may send with each notice. */
export const noticeSchemas: {
  readonly [Name in IpcNoticeName]: ZodType<IpcNotices[Name]>;
} = {
  'document:unsaved': z.tuple([z.boolean()]),
  'document:shown': z.tuple([
    z.object({ name: z.string().max(255), handle: z.string().max(100).exactOptional() }),
  ]),
  'runs:active': z.tuple([z.number().int().min(0)]),
};
