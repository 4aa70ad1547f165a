import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../components/loading.js';
import { ProblemMessage } from '../components/problem-message.js';
import { Incomplete } from './incomplete.js';
import styles from './paged-list.module.css';
import type { Pages } from './use-pages.js';

/** So near to its end the next page is asked for, in rows. */
const ahead = 20;

/**
 * A long list: only what is on the screen is drawn, the next page is asked for on the way. Loading, failed, empty and
 * incomplete say so.
 */
export function PagedList<T>({
  pages,
  label,
  keyOf,
  row,
  empty,
  rowHeight = 96,
}: {
  readonly pages: Pages<T>;
  /** What is listed, for screen readers. */
  readonly label: string;
  keyOf(item: T): string;
  row(item: T): ReactNode;
  readonly empty: ReactNode;
  /** About how high a row is, in px. */
  readonly rowHeight?: number;
}) {
  const { t } = useTranslation('common');
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [items.length]);
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => keyOf(items[index]!),
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > items.length - ahead) void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (pages.isPending) return <Loading lines={6} />;
  if (pages.isError && items.length === 0)
    return <ProblemMessage error={pages.error} onRetry={() => void pages.refetch()} />;
  if (items.length === 0) return <>{empty}</>;
  return (
    <>
      <Incomplete events={pages.incomplete} stale={pages.stale} />
      <ul ref={list} className={styles.list} style={{ blockSize: virtual.getTotalSize() }} aria-label={label}>
        {rows.map(({ key, index, start }) => (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            aria-setsize={hasNextPage ? -1 : items.length}
            aria-posinset={index + 1}
            className={styles.row}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <Row item={items[index]!} row={row} />
          </li>
        ))}
      </ul>
      {isFetchingNextPage && <p role="status">{t('loading')}</p>}
      {pages.isFetchNextPageError && <ProblemMessage error={pages.error} onRetry={() => void fetchNextPage()} />}
    </>
  );
}

interface RowProps<T> {
  readonly item: T;
  row(item: T): ReactNode;
}

function Drawn<T>({ item, row }: RowProps<T>): ReactNode {
  return row(item);
}

/** What a row shows: made anew when it is another, not whenever the list moves. */
const Row = memo(Drawn) as typeof Drawn;
