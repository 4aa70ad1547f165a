import { Button, Checkbox, Group, Input, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, type FieldErrors } from '../components/error-summary.js';
import { useFormats } from '../i18n/index.js';
import styles from './imports.module.css';
import { UploadFailed } from './upload-failed.js';
import { UploadProgress } from './upload-progress.js';
import { useUpload } from './uploads.js';
import { useBegin } from './use-begin.js';

/** What the name of a source may be made of, as the API has it. */
const sourcePattern = /^[\w. -]{1,40}$/;

/** Chooses a file and uploads it. */
export function ImportForm() {
  const { t } = useTranslation(['administration', 'common']);
  const { number } = useFormats();
  const start = useBegin();
  const upload = useUpload();
  const [file, setFile] = useState<File>();
  const [source, setSource] = useState('HTCDS');
  const [dryRun, setDryRun] = useState(true);
  const [errors, setErrors] = useState<FieldErrors>({});
  const submit = () => {
    const wrong = {
      ...(file === undefined && { file: t('imports.fileNeeded') }),
      ...(!sourcePattern.test(source) && { source: t('imports.sourceWrong') }),
    };
    setErrors(wrong);
    if (file !== undefined && Object.keys(wrong).length === 0) void start({ file, source, dryRun });
  };

  if (upload?.state === 'Sending') return <UploadProgress upload={upload} />;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary errors={errors} />
      {upload && <UploadFailed upload={upload} onRetry={() => void start(upload.wanted)} />}
      <Stack gap="md">
        <Input.Wrapper
          id="file"
          label={t('imports.file')}
          description={t('imports.fileHint')}
          error={errors['file']}
          withAsterisk
          size="md"
        >
          <input
            id="file"
            type="file"
            accept=".csv,text/csv"
            className={styles.file}
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0])}
          />
        </Input.Wrapper>
        {file && <Text size="sm">{t('imports.chosen', { name: file.name, bytes: number(file.size) })}</Text>}
        <TextInput
          id="source"
          label={t('imports.source')}
          description={t('imports.sourceHint')}
          error={errors['source']}
          value={source}
          onChange={({ currentTarget }) => setSource(currentTarget.value)}
          maw="24rem"
          withAsterisk
        />
        <Checkbox
          label={t('imports.tryFirst')}
          description={t('imports.tryFirstHint')}
          checked={dryRun}
          onChange={({ currentTarget }) => setDryRun(currentTarget.checked)}
        />
      </Stack>
      <Group mt="lg">
        <Button type="submit">{dryRun ? t('imports.try') : t('imports.send')}</Button>
      </Group>
    </form>
  );
}
