import { Button, Group } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstallation } from '../app/installation.js';
import { useCode } from '../i18n/index.js';
import styles from './figure-table.module.css';
import { offerCsv } from './files.js';

/** So many lines are drawn at once. */
const atOnce = 25;

/** On a telephone so many figures of a line stand below one another; of more columns the box is moved. */
const listed = 6;

/** A figure as it is seen, and as it stands in the file. */
export interface FigureCell {
  readonly value: string | number;
  readonly shown: ReactNode;
}

export interface FigureLine {
  readonly key: string;
  /** What it is of: one text for each head that is no figure. */
  readonly of: readonly string[];
  readonly figures: readonly FigureCell[];
}

/** What the file of a table says itself, before its lines. */
export interface TableFile {
  /** Its name, without the ending. */
  readonly name: string;
  /** What is counted, by which rule, of which period. */
  readonly about: readonly { readonly label: string; readonly value: string }[];
  /** The moment whose knowledge it shows. */
  readonly knownAt: string;
  /** Where the API answers it; it begins with `/api`. */
  readonly address: string;
}

/**
 * Figures in lines and columns, to take away as a file; on a telephone a list, or what is wider than the screen moves in a
 * box of its own.
 */
export function FigureTable({
  caption,
  of,
  heads,
  lines,
  total,
  file: { name: fileName, about, knownAt, address },
}: {
  readonly caption: string;
  /** What the lines are of. */
  readonly of: readonly string[];
  /** What the figures are. */
  readonly heads: readonly string[];
  readonly lines: readonly FigureLine[];
  readonly total?: FigureLine;
  readonly file: TableFile;
}) {
  const { t } = useTranslation(['statistics', 'common']);
  const code = useCode();
  const { mode } = useInstallation();
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
          {figure.shown}
        </td>
      ))}
    </tr>
  );
  const take = () =>
    offerCsv(`${fileName}.csv`, [
      ...(mode === 'demonstration' ? [[code('mode', mode), t('common:demonstration.banner')]] : []),
      ...about.map(({ label, value }) => [label, value]),
      ['knownAt', knownAt],
      ['API', address],
      [],
      [...of, ...heads],
      ...[...lines, ...(total ? [total] : [])].map((one) => [...one.of, ...one.figures.map(({ value }) => value)]),
    ]);
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
              {heads.map((text, place) => (
                <th key={place} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{lines.slice(0, shown).map(line)}</tbody>
          {total && <tfoot>{line(total)}</tfoot>}
        </table>
      </div>
      <Group gap="sm" mt="sm" className="not-printed">
        {lines.length > shown && (
          <Button variant="default" onClick={() => setShown(lines.length)}>
            {t('common:action.more')} ({lines.length - shown})
          </Button>
        )}
        <Button variant="default" onClick={take}>
          {t('csv')}
        </Button>
      </Group>
    </>
  );
}
