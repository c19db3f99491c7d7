import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import { dialects } from '../servers/chat-dialects.ts';
import { refuse } from '../servers/chat-server.ts';
import { expect, test } from './app.ts';
import type { AppHost } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import { chooseInMenu, node, output, runToEnd, traceDetail, traceSteps } from './screen.ts';

/** Gives a host connections, as if its person had made them before. */
function storeConnections(host: AppHost, connections: readonly ConnectionSettings[]): void {
  const file = { format: 'millrace/connections', version: 1, connections };
  writeFileSync(join(dirname(host.flowPath), 'connections.json'), JSON.stringify(file));
}

const prices = { '*': { inputPerMillion: 100, outputPerMillion: 300 } };

test('a retry and a fallback are told in sentences, and cost is shown wherever tokens are', async ({
  page,
  app,
  startHost,
  models,
}) => {
  models.answerWith(({ index, body }) => {
    if (body.model === 'large') return refuse(404, 'The model large does not exist');
    if (index < 2) return refuse(503, 'Warming up');
    return {
      chunks: dialects.openai({
        text: ['The race ', 'feeds it.'],
        usage: { input: 12, output: 10 },
      }),
    };
  });
  const host = await startHost();
  const { url } = models;
  storeConnections(host, [
    { id: 'house', baseUrl: url, fallbacks: [{ connection: 'spare', model: 'small' }] },
    { id: 'spare', baseUrl: url, prices },
  ]);
  await app.open(chatFlow({ connection: 'house', model: 'large' }), host);
  await runToEnd(page);

  const fallback = /“house · large” failed \(provider_\w+\); trying “spare · small”\./;
  await expect(output(page)).toContainText(fallback);
  await expect(output(page)).toContainText(
    /It failed \(provider_failed\); trying again in \d+ ms\. .*Warming up/,
  );
  await expect(output(page)).toContainText('The race feeds it.');
  await expect(output(page)).not.toContainText('{');

  // 12 tokens in at 100 dollars a million, 10 out at 300.
  await expect(node(page, 'Model').locator('footer')).toContainText('$0.0042');
  await expect(page.getByTitle(/^What this run has cost/)).toHaveText('Cost $0.0042');
  await traceSteps(page).filter({ hasText: 'Model' }).click();
  await expect(traceDetail(page)).toContainText(/Cost\s*\$0\.0042/);
  await expect(traceDetail(page)).toContainText(fallback);
  await expect(traceDetail(page)).toContainText(
    /It failed \(provider_failed\) and was tried again after \d+ ms\./,
  );
  await expectAccessible(page);

  await chooseInMenu(page, 'Language', '简体中文');
  await expect(page.getByTitle(/^按各连接的价格/)).toHaveText('费用 $0.0042');
  await expect(page.getByRole('region', { name: '选中的步骤' })).toContainText(
    /“house · large”失败（provider_\w+），改用“spare · small”。/,
  );
});
