import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { RecordSchema } from '../../core/contracts/record-query.ts';

const keywords =
  'SELECT FROM WHERE GROUP BY ORDER BY HAVING LIMIT JOIN LEFT JOIN ON AS AND OR NOT IN LIKE IS NULL DISTINCT COUNT SUM AVG MIN MAX CASE WHEN THEN ELSE END WITH DESC ASC BETWEEN UNION ALL'
    .split(' ')
    .map((label) => ({ label, type: 'keyword', boost: -1 }));

/** Offers the views of the record, their columns, and the words of SQL. */
export function completeSql(
  schema: RecordSchema | undefined,
  say: (about: string) => string,
  context: Pick<CompletionContext, 'matchBefore' | 'explicit'>,
): CompletionResult | null {
  const word = context.matchBefore(/\w*/);
  if (word === null || (word.text === '' && !context.explicit)) return null;
  const views = (schema?.views ?? []).map(({ name, parameters, about }) => ({
    label: name,
    type: 'class',
    info: say(about),
    ...(parameters.length === 0 ? {} : { apply: `${name}(`, detail: `(${parameters.join(', ')})` }),
  }));
  const columns = new Map(
    (schema?.views ?? []).flatMap((view) =>
      view.columns.map(({ name, about }) => [
        name,
        { label: name, type: 'property', detail: view.name, info: say(about) },
      ]),
    ),
  );
  const known = new Set(keywords.map(({ label }) => label));
  const words = keywords.filter(({ label }) => known.delete(label));
  return {
    from: word.from,
    options: [...views, ...columns.values(), ...words],
    validFor: /^\w*$/,
  };
}
