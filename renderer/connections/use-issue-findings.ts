import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../core/model/finding.ts';
import type { SettingsIssue } from '../../core/model/connection-settings.ts';
import { issuesAt, issueWords } from './check-form.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

const containers = /^(?:headers|prices|fallbacks|server\.env)\./;

/** What is wrong at a path as findings in the interface's language, each thing once. */
export function useIssueFindings(
  issues: readonly SettingsIssue[],
): (path: string) => readonly Finding[] {
  const { t } = useTranslation('connections');
  const say = useEngineWords();
  return useCallback(
    (path: string) => {
      const messages = issuesAt(issues, path).map((issue) => {
        const key = issueWords(issue.message) ?? 'issueOther';
        const name = issue.path.replace(containers, '').replace(/\.\$secret$/, '');
        const text = t(key, { path: name, message: say(issue.message) });
        // In a list, the row that is meant is named.
        return issue.path === path || text.includes(name) ? text : `${name}: ${text}`;
      });
      return [...new Set(messages)].map((message) => ({
        severity: 'error',
        code: 'setting_invalid',
        message,
        place: { path: [] },
      }));
    },
    [issues, t, say],
  );
}
