import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './board.module.css';

export interface BoardCard {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
}

export interface BoardColumn {
  readonly id: string;
  readonly title: string;
  readonly cards: readonly BoardCard[];
}

/**
 * Things by their state, a column for each: beside one another on a desk, one below the other on a telephone. `moved`: the
 * card that was just moved; the focus goes with it.
 */
export function Board({
  columns,
  moved,
}: {
  readonly columns: readonly BoardColumn[];
  readonly moved?: string | undefined;
}) {
  const { t } = useTranslation('common');
  const at = columns.find(({ cards }) => cards.some(({ id }) => id === moved))?.id;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [moved, at]);
  return (
    <div className={styles.board}>
      {columns.map(({ id: column, title, cards }) => (
        <section key={column} className={styles.column} aria-label={title}>
          <h3>
            {title} <span className={styles.count}>{cards.length}</span>
          </h3>
          {cards.length === 0 ? (
            <p className={styles.none}>{t('form.none')}</p>
          ) : (
            <ul>
              {cards.map((card) => (
                <li key={card.id} className={styles.card}>
                  <h4 ref={card.id === moved ? heading : undefined} tabIndex={-1}>
                    {card.title}
                  </h4>
                  {card.content}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}
