import type { ChatScript } from '../servers/chat-server.ts';
import { deltaChunk, event } from '../servers/chat-dialects.ts';
import { expect, test } from './app.ts';
import { chatFlow } from './flows.ts';
import {
  inspector,
  node,
  output,
  runButton,
  runRows,
  runStatus,
  runToEnd,
  showTab,
  stateOf,
  traceSteps,
} from './screen.ts';

const words = ['A mill race ', 'leads water ', 'to the '];

/** Some words of an answer, then silence. */
const fallSilent: ChatScript = (request) => ({
  chunks: (async function* () {
    for (const content of words) yield event(deltaChunk({ content }));
    await request.disconnected;
    yield '';
  })(),
});

test('an engine that dies in mid-run takes nothing with it', async ({
  page,
  app,
  models,
  startHost,
}) => {
  // The page notices the death by its lost socket, which the browser reports.
  app.allow(/WebSocket connection to/);
  const host = await startHost({ OPENAI_BASE_URL: models.url });
  models.answerWith(fallSilent);
  await app.open(chatFlow({ connection: 'openai', model: 'any' }), host);
  const model = node(page, 'Model');
  await model.click();
  await inspector(page).getByRole('textbox', { name: 'Title' }).fill('Brook');
  const brook = node(page, 'Brook');
  await runButton(page).click();
  await expect(output(page)).toHaveText(`Brook${words.join('')}`);
  await expect(stateOf(brook)).toHaveText('streaming');
  const killed = host.web.enginePid ?? 0;
  process.kill(killed, 'SIGKILL');

  const banner = page.getByRole('alert').filter({ hasText: 'being restarted' });
  await expect(banner).toBeVisible();
  await expect(stateOf(brook)).toHaveText('interrupted');
  await expect(runStatus(page)).toContainText('The run was interrupted.');
  await expect(output(page)).toHaveText(`Brook${words.join('')}`);
  await expect(node(page)).toHaveCount(3);

  await expect(banner).toHaveCount(0);
  await expect(runButton(page)).toBeEnabled();
  expect(host.web.enginePid).not.toBe(killed);
  await expect(stateOf(brook)).toHaveText('interrupted');
  await expect(output(page)).toHaveText(`Brook${words.join('')}`);

  models.answerWith(() => ({
    chunks: [event(deltaChunk({ content: 'All is well again.' }, 'stop')), 'data: [DONE]\n\n'],
  }));
  await runToEnd(page);
  await expect(output(page)).toHaveText('BrookAll is well again.');

  await showTab(page, 'Runs');
  const runs = runRows(page);
  await expect(runs).toHaveText([/^done/, /^interrupted/]);
  await runs.nth(1).click();
  await showTab(page, 'Output');
  await expect(output(page)).toHaveText(`Brook${words.join('')}`);
  await expect(traceSteps(page)).toHaveText([/^Question/, /^Brook/]);
});
