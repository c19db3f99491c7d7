import { expect, test } from 'vitest';
import { isRecordingName } from '../../../../renderer/commands/open-recording.ts';
import { toForm, toSettings } from '../../../../renderer/exports/telemetry-form.ts';

test('settings go into the form and out of it again; rows that are not filled in are none', () => {
  const settings = {
    endpoint: 'http://127.0.0.1:4318',
    headers: { plain: 'a b', secret: { $secret: 'TOKEN' } },
    withContents: true,
    afterEveryRun: false,
  };
  const form = toForm(settings);
  expect(toSettings(form)).toEqual(settings);
  const more = [...form.headers, { name: ' ', value: 'x', isSecret: true }];
  expect(toSettings({ ...form, endpoint: ` ${form.endpoint} `, headers: more })).toEqual(settings);
});

test.each([
  ['a.millrace-run.jsonl', true],
  ['a.millrace-run.jsonl.gz', true],
  ['renamed.jsonl.gz', true],
  ['traffic.jsonl', false],
  ['chat.flow.json', false],
])('%s is taken for a recording: %s', (name, isOne) => {
  expect(isRecordingName(name)).toBe(isOne);
});
