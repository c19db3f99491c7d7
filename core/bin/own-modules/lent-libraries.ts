import * as zod from 'zod';
import type { LentLibraries } from '../../node/modules/serve-modules.ts';
import * as library from '../library.ts';

/** What modules of a person's own import: the very library that runs here. */
export const lentLibraries: LentLibraries = { millrace: library, zod, 'zod/v4': zod };
