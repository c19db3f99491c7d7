import { runQuery } from '../../databases/run-query.ts';
import { serveQueries } from '../../databases/serve-queries.ts';
import { addRecordTables } from './record-tables.ts';

serveQueries((request) => {
  const tables = addRecordTables(request.path);
  try {
    return runQuery(request, tables.addTo);
  } finally {
    tables.close();
  }
});
