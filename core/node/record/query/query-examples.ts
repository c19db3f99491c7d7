import type { QueryExample } from '../../../contracts/record-query.ts';

/** Statements to begin with. */
export const queryExamples: readonly QueryExample[] = [
  {
    id: 'cost-by-day',
    title: { en: 'Tokens and cost by day', zh: '每天的 token 用量和费用' },
    sql: `SELECT day, sum(input_tokens) AS input, sum(output_tokens) AS output, round(sum(cost_usd), 4) AS cost_usd
FROM token_usage
GROUP BY day
ORDER BY day DESC`,
  },
  {
    id: 'slow-nodes',
    title: { en: 'The slowest nodes: median and worst', zh: '最慢的节点：中位数和最大值' },
    sql: `SELECT flow_name, title, kind, count(*) AS times, round(median(duration_ms)) AS median_ms, round(max(duration_ms)) AS worst_ms
FROM node_runs
WHERE state = 'done' AND parent_span_id = ''
GROUP BY flow_id, node_id
ORDER BY median_ms DESC
LIMIT 20`,
  },
  {
    id: 'first-token',
    title: { en: 'Time to the first token by model', zh: '各模型的首个 token 耗时' },
    sql: `SELECT coalesce(model, connection) AS model, count(*) AS turns, round(median(first_token_ms)) AS median_ms,
  round(percentile_cont(first_token_ms, 0.9)) AS p90_ms, round(median(tokens_per_second), 1) AS tokens_per_second
FROM node_runs
WHERE first_token_ms IS NOT NULL
GROUP BY 1
ORDER BY median_ms`,
  },
  {
    id: 'failures',
    title: { en: 'What fails most', zh: '最常见的失败原因' },
    sql: `SELECT flow_name, error_code, count(*) AS runs, max(started_at) AS last, max(error_message) AS message
FROM run_list
WHERE state = 'failed'
GROUP BY flow_id, error_code
ORDER BY runs DESC`,
  },
  {
    id: 'dear-runs',
    title: { en: 'The dearest runs', zh: '费用最高的运行' },
    sql: `SELECT started_at, flow_name, state, output_tokens, round(cost_usd, 4) AS cost_usd, run_id
FROM run_list
WHERE cost_usd IS NOT NULL
ORDER BY cost_usd DESC
LIMIT 20`,
  },
  {
    id: 'tool-calls',
    title: { en: 'Tools that the newest run called', zh: '最近一次运行调用的工具' },
    sql: `SELECT time_us, node_id, body ->> '$.name' AS tool, body ->> '$.arguments' AS arguments
FROM events((SELECT run_id FROM run_list ORDER BY started_us DESC LIMIT 1), 'output')
WHERE type = 'tool-call-end'`,
  },
  {
    id: 'search',
    title: { en: 'Runs in which a word stands', zh: '包含某个词的运行' },
    sql: `SELECT DISTINCT started_at, flow_name, field, run_id
FROM search('weather') JOIN run_list USING (run_id)
ORDER BY started_at DESC
LIMIT 50`,
  },
];
