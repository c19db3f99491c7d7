import { z } from 'zod';
import type { ZodType } from 'zod';
import { menuCommands } from '../../core/api/host-bridge.ts';
import type { IpcNoticeName, IpcNotices, IpcRequestName, IpcRequests } from '../shared/ipc.ts';

const hostFile = z.object({
  name: z.string().min(1).max(255),
  text: z.string(),
  handle: z.string().max(100).exactOptional(),
  place: z.string().max(20_000).exactOptional(),
  stamp: z.string().max(100).exactOptional(),
});

const hostMenu = z.object({
  keys: z.partialRecord(
    z.enum(menuCommands),
    z.string().regex(/^((Mod|Ctrl|Meta|Alt|Shift)\+)*([A-Za-z0-9]{1,12}|[^\s\p{C}])$/u),
  ),
  panels: z
    .array(
      z.object({
        id: z.string().regex(/^[a-z][a-z-]{0,39}$/),
        title: z.string().min(1).max(80),
        isOpen: z.boolean(),
      }),
    )
    .max(40),
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
  'menu:shown': z.tuple([hostMenu]),
};
