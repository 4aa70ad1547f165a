import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, CaseDisclosureAnswer } from '../../api/answers.js';
import { showSecondFactor } from '../../app/session.js';
import { Panel } from '../../components/panel.js';
import { useCode } from '../../i18n/index.js';
import { Lines } from './lines.js';
import { isExplained } from './why.js';

/** What there is and the reader does not see, or sees in part, and why. */
export function NotShownPart({
  file: { hidden, masked = [], secondFactorFor = [] },
  disclosure,
}: {
  readonly file: CaseAnswer;
  readonly disclosure: CaseDisclosureAnswer;
}) {
  const { t } = useTranslation('case');
  const code = useCode();
  const groups = [...new Set([...hidden, ...masked])];
  if (groups.length === 0) return null;
  const why = (group: string): string => {
    const said = disclosure.groups.find((one) => one.group === group);
    const judged = said?.othersRecords.decision === 'Show' ? said.ownRecords : said?.othersRecords;
    const rule = secondFactorFor.includes(group) ? 'second-factor' : judged?.rule;
    return t(`why.${rule !== undefined && isExplained(rule) ? rule : 'nothing-allows'}`);
  };
  return (
    <Panel title={t('notShown.title')}>
      <Lines
        lines={groups.map((group) => ({
          key: group,
          title: (
            <>
              {code('fieldGroup', group)}
              {masked.includes(group) && ` (${t('notShown.inPart')})`}
            </>
          ),
          more: [why(group)],
        }))}
      />
      {secondFactorFor.length > 0 && (
        <Button mt="sm" variant="default" onClick={showSecondFactor}>
          {t('notShown.secondFactor')}
        </Button>
      )}
      <Text size="sm" c="dimmed" mt="sm">
        {t('notShown.judgedAs', {
          role: code('role', disclosure.role),
          purpose: code('purpose', disclosure.purpose),
          relations: disclosure.relations.map((relation) => code('relation', relation)).join(', '),
        })}
      </Text>
    </Panel>
  );
}
