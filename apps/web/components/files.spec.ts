import { toCsv } from './files.js';

describe('a CSV file', () => {
  it.each([
    ['Osh', 'Osh'],
    ['Osh, city', '"Osh, city"'],
    ['"Umut"', '"""Umut"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['-5', "'-5"],
    ['@home', "'@home"],
    ['Umut;=1+1', "Umut;'=1+1"],
    ['Umut; @home', "Umut; '@home"],
    ['Umut\n=1+1', '"Umut\n\'=1+1"'],
    ['Osh; Batken - south', 'Osh; Batken - south'],
    [-5, '-5'],
    [0, '0'],
  ])('has %j as %j', (value, cell) => {
    expect(toCsv([[value, 1]])).toBe(`\uFEFF${cell},1\r\n`);
  });
});
