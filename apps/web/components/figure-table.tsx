import { Button } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './figure-table.module.css';

/** So many lines are drawn at once. */
const atOnce = 25;

/** On a telephone so many figures of a line stand below one another; of more columns the box is moved. */
const listed = 6;

export interface FigureLine {
  readonly key: string;
  /** What it is of: one text for each head that is no figure. */
  readonly of: readonly string[];
  readonly figures: readonly ReactNode[];
}

/** Figures in lines and columns; on a telephone a list, or what is wider than the screen moves in a box of its own. */
export function FigureTable({
  caption,
  of,
  heads,
  lines,
  total,
}: {
  readonly caption: string;
  /** What the lines are of. */
  readonly of: readonly string[];
  /** What the figures are. */
  readonly heads: readonly string[];
  readonly lines: readonly FigureLine[];
  readonly total?: FigureLine;
}) {
  const { t } = useTranslation('common');
  const name = useId();
  const isList = heads.length > 2 && heads.length <= listed;
  const [shown, setShown] = useState(atOnce);
  const line = ({ key, of, figures }: FigureLine) => (
    <tr key={key}>
      {of.map((text, place) => (
        <th key={place} scope="row">
          {text}
        </th>
      ))}
      {figures.map((figure, place) => (
        <td key={place} data-head={heads[place]}>
          {figure}
        </td>
      ))}
    </tr>
  );
  return (
    <>
      <p id={name} className={styles.caption}>
        {caption}
      </p>
      <div className={styles.box}>
        <table className={styles.table} aria-labelledby={name} data-list={isList}>
          <thead>
            <tr>
              {of.map((text) => (
                <th key={text} scope="col" data-text>
                  {text}
                </th>
              ))}
              {heads.map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{lines.slice(0, shown).map(line)}</tbody>
          {total && <tfoot>{line(total)}</tfoot>}
        </table>
      </div>
      {lines.length > shown && (
        <Button variant="default" mt="sm" onClick={() => setShown(lines.length)}>
          {t('action.more')} ({lines.length - shown})
        </Button>
      )}
    </>
  );
}
