import { Button, NativeSelect, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '../components/error-summary.js';
import type { Option } from '../components/choices.js';
import type { GoalValues } from './goal-values.js';
import styles from './goals-field.module.css';

/** The goals of a plan: of what kind each is, and what is to be reached, in words. */
export function GoalsField({
  legend,
  kind,
  options,
  goals,
  errors,
  onChange,
}: {
  readonly legend: string;
  /** What the kind of a goal is called. */
  readonly kind: string;
  readonly options: readonly Option[];
  readonly goals: readonly GoalValues[];
  readonly errors: FieldErrors;
  onChange(goals: readonly GoalValues[]): void;
}) {
  const { t } = useTranslation(['assistance', 'common']);
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? '';
  const change = (index: number, part: Partial<GoalValues>) =>
    onChange(goals.map((goal, at) => (at === index ? { ...goal, ...part } : goal)));
  const add = () => {
    onChange([...goals, { goalId: crypto.randomUUID(), kind: '', description: '' }]);
    // drawn first
    setTimeout(() => document.getElementById(`goals.${goals.length}.kind`)?.focus());
  };
  return (
    <fieldset className={styles.goals} id="goals">
      <legend>{legend}</legend>
      {goals.map(({ goalId, kind: value, description }, index) => (
        <div key={goalId} className={styles.goal} role="group" aria-label={t('goals.goal', { number: index + 1 })}>
          <NativeSelect
            id={`goals.${index}.kind`}
            label={kind}
            withAsterisk
            error={errors[`goals.${index}.kind`]}
            value={value}
            onChange={({ currentTarget }) => change(index, { kind: currentTarget.value })}
            data={[{ value: '', label: t('common:form.choose') }, ...options]}
          />
          <Textarea
            id={`goals.${index}.description`}
            label={t('goals.description')}
            description={t('common:form.personal')}
            withAsterisk
            error={errors[`goals.${index}.description`]}
            value={description}
            onChange={({ currentTarget }) => change(index, { description: currentTarget.value })}
            maxLength={2000}
            minRows={2}
          />
          <Button
            variant="subtle"
            color="red"
            size="sm"
            justify="flex-start"
            w="fit-content"
            onClick={() => onChange(goals.filter((_, at) => at !== index))}
          >
            {t('common:action.removeWhat', { what: labelOf(value) || t('goals.goal', { number: index + 1 }) })}
          </Button>
        </div>
      ))}
      {goals.length === 0 && (
        <Text c="dimmed" mb="sm">
          {t('goals.none')}
        </Text>
      )}
      <Button variant="default" onClick={add}>
        {t('goals.add')}
      </Button>
    </fieldset>
  );
}
