import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.js';
import { useProblemText } from '../i18n/use-problem-text.js';
import { ColumnName } from './column-name.js';
import styles from './administration.module.css';
import type { Upload } from './uploads.js';

/** Why a file was not taken: its first line names columns that an import does not know, or lacks some. */
export function UploadFailed({ upload: { wanted, problem }, onRetry }: { readonly upload: Upload; onRetry(): void }) {
  const { t } = useTranslation(['administration', 'common']);
  const { summary, reason } = useProblemText();
  const { title, hint } = summary(problem);
  const columns = (problem instanceof ApiProblem ? problem.errors : []).flatMap(({ pointer, detail }) => {
    const [, name] = /^\/columns\/(.+)$/.exec(pointer) ?? [];
    return name === undefined ? [] : [{ name, text: reason(detail) }];
  });
  return (
    <Alert color="red" variant="light" role="alert" title={`${wanted.file.name}: ${title}`} mb="md">
      <Stack gap="sm" align="flex-start">
        <Text>{hint}</Text>
        {columns.length > 0 ? (
          <ul className={styles.steps}>
            {columns.map(({ name, text }) => (
              <li key={`${name} ${text}`}>
                <ColumnName name={name} />: {text}
              </li>
            ))}
          </ul>
        ) : (
          <Button variant="default" onClick={onRetry}>
            {t('common:action.tryAgain')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
