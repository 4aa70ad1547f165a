import { Progress, Text } from '@mantine/core';
import { useFormats } from '../i18n/index.js';

/** How far something long is: `done` of `of`, or where nobody has counted all of it, a share from 0 to 1, if that is known. */
export function ProgressBar({
  label,
  done,
  of,
  share = of === undefined || of === 0 ? undefined : done / of,
}: {
  readonly label: string;
  readonly done: number;
  readonly of?: number | undefined;
  readonly share?: number | undefined;
}) {
  const { number } = useFormats();
  const percent = share === undefined ? undefined : Math.min(100, Math.floor(100 * share));
  return (
    <div>
      <Text size="sm" mb={4}>
        {label}: {number(done)}
        {of !== undefined && ` / ${number(of)}`}
        {percent !== undefined && ` (${percent} %)`}
      </Text>
      <Progress.Root size="lg">
        {percent === undefined ? (
          // to a screen reader as well it has no value yet
          <Progress.Section value={100} animated withAria={false} role="progressbar" aria-label={label} />
        ) : (
          <Progress.Section value={percent} aria-label={label} />
        )}
      </Progress.Root>
    </div>
  );
}
