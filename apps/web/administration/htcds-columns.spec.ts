import {
  headerErrors,
  isRowErrors,
  optionalColumns,
  readHtcdsRow,
  requiredColumns,
} from '../../../libs/interchange/htcds-row.js';
import { htcdsColumns, sampleFile } from './htcds-columns.js';

it('explains the columns that an import takes', () => {
  const named = (required: boolean) =>
    htcdsColumns.filter((column) => column.required === required).map(({ name }) => name);
  expect(named(true)).toEqual(requiredColumns);
  expect(named(false)).toEqual(optionalColumns);
});

it('gives a sample that an import takes', () => {
  const [header = [], ...rows] = sampleFile()
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(headerErrors(header)).toEqual([]);
  expect(rows).toHaveLength(2);
  expect(rows.map((row) => isRowErrors(readHtcdsRow(header, row)))).toEqual([false, false]);
});
