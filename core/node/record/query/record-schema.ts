import type { RecordSchema } from '../../../contracts/record-query.ts';
import { queryExamples } from './query-examples.ts';
import { recordViews } from './record-views.ts';

/** What statements can read, and some to begin with. */
export const recordSchema: RecordSchema = { views: recordViews, examples: queryExamples };
