import { runQuery } from './run-query.ts';
import { serveQueries } from './serve-queries.ts';

serveQueries((request) => runQuery(request));
