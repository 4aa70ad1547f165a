import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NoticesCount } from '../api/answers.js';
import { get } from '../api/client.js';

/** More than these are not counted. */
const most = 100;

/** How many notices ask for something that nobody has done yet; nothing where none does. */
export function NoticesWaiting() {
  const { t } = useTranslation('common');
  const { data } = useQuery({
    queryKey: ['live', 'notices-count'],
    queryFn: ({ signal }) => get<NoticesCount>('/notices/count', { signal }),
  });
  const open = data?.data.open ?? 0;
  if (open === 0) return null;
  return (
    <>
      <span aria-hidden="true">{open < most ? open : `${most - 1}+`}</span>
      <span className="for-screen-readers">{t('reader.noticesWaiting', { count: open })}</span>
    </>
  );
}
