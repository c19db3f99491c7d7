import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { readErrorInfo, readFallbackStep } from '../../core/contracts/fallback-step.ts';
import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';
import { formatDuration } from '../run/format-figures.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

type WriteConduct = (name: string, value: JsonValue) => string | undefined;

/** Sentences for what a connection's conduct did, by the name of its event or note; undefined for all other names. */
export function useConductWords(): WriteConduct {
  const { t } = useTranslation('panels');
  const say = useEngineWords();
  return useCallback(
    (name, value) => {
      switch (name) {
        case 'fallback': {
          const step = readFallbackStep(value);
          if (step === undefined) return undefined;
          const { from, to, error } = step;
          const { code } = error;
          const message = say(error.message);
          return from === undefined
            ? t('fallbackUnnamed', { to, code, message })
            : t('fallback', { from, to, code, message });
        }
        case 'tool-call-error': {
          const error = readErrorInfo(value);
          return error && t('callUnreadable', { message: say(error.message) });
        }
        case 'retry': {
          const error = isJsonObject(value) ? readErrorInfo(value['error']) : undefined;
          const delay = readDelay(value, 'delayMs');
          return (
            error &&
            delay &&
            t('noteRetry', { code: error.code, message: say(error.message), delay })
          );
        }
        case 'queued': {
          const delay = readDelay(value, 'waitedMs');
          return delay && t('noteQueued', { delay });
        }
        case 'cut-by-length':
          return t('noteCut');
        default:
          return undefined;
      }
    },
    [t, say],
  );
}

function readDelay(value: JsonValue, key: 'delayMs' | 'waitedMs'): string | undefined {
  const delayMs = isJsonObject(value) ? value[key] : undefined;
  return typeof delayMs === 'number' ? formatDuration(delayMs) : undefined;
}
