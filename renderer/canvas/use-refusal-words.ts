import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../core/shared/assert-never.ts';
import type { CanvasRefusal } from '../document/judge-connection.ts';

/** Says a refusal in the interface's language, as one sentence. */
export function useRefusalWords(): (refusal: CanvasRefusal) => string {
  const { t, i18n } = useTranslation('canvas');
  return useCallback(
    (refusal) => {
      switch (refusal.reason) {
        case 'types': {
          if (i18n.language === 'en') return refusal.sentence;
          const from = t(`type_${refusal.from.type}`);
          const to = t(`type_${refusal.to.type}`);
          if (refusal.from.type === 'tool') return t('refuseTool', { to });
          return t(refusal.to.type === 'tool' ? 'refuseNoTool' : 'refuseTypes', { from, to });
        }
        case 'same-node':
          return t('refuseSameNode');
        case 'exists':
          return t('refuseExists');
        case 'cycle':
          return t('refuseCycle');
        case 'no-port':
          return t('refuseNoPort');
        case 'two-outputs':
          return t('refuseTwoOutputs');
        case 'two-inputs':
          return t('refuseTwoInputs');
        case 'leaves': {
          const { inside, container } = refusal;
          if (i18n.language === 'en') return refusal.sentence;
          return t('refuseLeaves', { inside, container });
        }
        case 'only-inside':
          return t('refuseOnlyInside', { container: refusal.container });
        case 'only-outside':
          return t('refuseOnlyOutside', { container: refusal.container });
        case 'flow-end':
          return t('refuseFlowEnd', { title: refusal.title, container: refusal.container });
        case 'group-apart':
          return t('refuseGroupApart');
        default:
          return assertNever(refusal, 'refusal');
      }
    },
    [t, i18n.language],
  );
}
