import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldRow } from '../fields/field-row.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { Disclosure } from './disclosure.tsx';
import { FallbackRows } from './fallback-rows.tsx';
import { useForm } from './form-context.ts';
import { FormLines, FormText } from './form-fields.tsx';
import { PriceRows } from './price-rows.tsx';
import { RawFormatField } from './raw-format-field.tsx';
import { ReasoningStartField } from './reasoning-start-field.tsx';
import { ValueRows } from './value-rows.tsx';

/** Everything that most connections leave to their preset. */
export function AdvancedFields(): ReactNode {
  const { t } = useTranslation('connections');
  const { form, change, issues } = useForm();
  const apiId = useId();
  const againId = useId();
  const hasIssue = issues.some(({ path }) => advancedPaths.test(path));
  return (
    <Disclosure label={t('advanced')} open={hasIssue}>
      <div className="grid grid-cols-2 gap-4">
        <RawFormatField />
        <ReasoningStartField />
        <FieldRow id={apiId} label={t('api')}>
          <Select
            id={apiId}
            label={t('api')}
            value={form.api}
            options={[
              { value: 'chat', label: t('apiChat') },
              { value: 'responses', label: t('apiResponses') },
            ]}
            onChange={(api) => change({ api })}
          />
        </FieldRow>
      </div>
      <FormLines name="models" label={t('modelsToOffer')} help={t('modelsToOfferHelp')} rows={2} />
      <div className="grid grid-cols-3 gap-4">
        <FormText
          name="firstTokenSeconds"
          label={t('firstTokenSeconds')}
          placeholder="120"
          unit={t('seconds')}
          isNumber
        />
        <FormText
          name="idleSeconds"
          label={t('idleSeconds')}
          placeholder="60"
          unit={t('seconds')}
          isNumber
        />
        <FormText
          name="maxRetries"
          label={t('maxRetries')}
          help={t('maxRetriesHelp')}
          placeholder="2"
          isNumber
        />
        <FormText
          name="maxConcurrent"
          label={t('maxConcurrent')}
          placeholder={t('unlimited')}
          isNumber
        />
        <FormText
          name="requestsPerMinute"
          label={t('requestsPerMinute')}
          placeholder={t('unlimited')}
          isNumber
        />
        <FormText
          name="tokensPerMinute"
          label={t('tokensPerMinute')}
          placeholder={t('unlimited')}
          isNumber
        />
      </div>
      <FieldRow id={againId} label={t('retryAfterFirstDelta')} inline>
        <Switch
          id={againId}
          label={t('retryAfterFirstDelta')}
          checked={form.retryAfterFirstDelta}
          onChange={(retryAfterFirstDelta) => change({ retryAfterFirstDelta })}
        />
      </FieldRow>
      <FallbackRows />
      <ValueRows
        label={t('headers')}
        help={t('headersHelp')}
        path="headers"
        addLabel={t('addHeader')}
        rows={form.headers}
        onChange={(headers) => change({ headers })}
      />
      <ProxyField />
      <PriceRows />
    </Disclosure>
  );
}

const advancedPaths =
  /^(?:rawFormat|startInReasoning|api|models|timeouts|max|requestsPer|tokensPer|fallbacks|headers|proxy|prices|quirks|preset)/;

function ProxyField(): ReactNode {
  const { t } = useTranslation('connections');
  const { form, change } = useForm();
  return (
    <FormText
      name="proxy"
      label={t('proxy')}
      placeholder={form.isProxySecret ? t('secretName') : 'http://127.0.0.1:3128'}
      isMono
      extra={
        <label className="flex shrink-0 items-center gap-1.5 px-1 text-small text-muted">
          <Switch
            label={t('isSecretHelp')}
            checked={form.isProxySecret}
            onChange={(isProxySecret) => change({ isProxySecret })}
          />
          {t('isSecret')}
        </label>
      }
    />
  );
}
