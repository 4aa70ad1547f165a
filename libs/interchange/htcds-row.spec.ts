import {
  headerErrors,
  optionalColumns,
  readHtcdsRow,
  requiredColumns,
  type HtcdsRow,
  type RowError,
} from './htcds-row.js';

const columns = [...requiredColumns, ...optionalColumns];
const good: Record<(typeof columns)[number], string> = {
  cas_Name: 'GB-1',
  cas_IncomingReferralDate: '2022-04-01',
  org_Type: 'LocalGovernmentOrganisation',
  org_Name: 'Local Authority',
  vic_TypeOfExploitation: 'ForcedLabour;Servitude',
  ext_AgeGroupWhenTrafficked: 'Child',
  prs_Gender: 'Feminine',
  prs_Citizenship: 'ER',
  vic_TraffickingStatus: 'ActualVictimOfTrafficking',
  ext_Region: 'KG-GO',
  ext_CountriesOfExploitation: 'TR;RU',
  ext_EntryChannel: '',
};

const read = (changes: Partial<typeof good> = {}) =>
  readHtcdsRow(columns, Object.values({ ...good, ...changes })) as HtcdsRow;
const errorsOf = (changes: Partial<typeof good>) => read(changes) as unknown as RowError[];

describe('a header', () => {
  it('may have the columns in any order, with or without the optional ones', () => {
    expect(headerErrors(columns.toReversed())).toEqual([]);
    expect(headerErrors(requiredColumns)).toEqual([]);
  });

  it('is told every missing, unknown and repeated column', () => {
    const header = ['shoe_Size', 'prs_Gender', ...requiredColumns.filter((column) => column !== 'cas_Name')];
    expect(headerErrors(header)).toEqual([
      { column: 'cas_Name', reason: 'is missing from the header' },
      { column: 'shoe_Size', reason: expect.stringContaining('is not a column that an import takes') },
      { column: 'prs_Gender', reason: 'is in the header twice' },
    ]);
  });

  it('is not repeated when it holds something that is no column name', () => {
    const [error] = headerErrors([...requiredColumns, 'Айпери <b>']);
    expect(error).toMatchObject({ column: 'header' });
    expect(JSON.stringify(error)).not.toContain('Айпери');
  });
});

describe('a row', () => {
  it('is read whole', () => {
    expect(read()).toEqual({
      reference: 'GB-1',
      organisation: { name: 'Local Authority', type: 'LocalGovernmentOrganisation' },
      status: 'ActualVictimOfTrafficking',
      facts: {
        entryChannel: 'LocalGovernment',
        identifiedOn: '2022-04-01',
        region: 'KG-GO',
        ageGroup: 'Child',
        gender: 'Feminine',
        citizenships: ['ER'],
        exploitation: ['ForcedLabour', 'Servitude'],
        countriesOfExploitation: ['RU', 'TR'],
      },
    });
  });

  it('need not have the optional columns, nor a value in them', () => {
    const empty = read({ vic_TraffickingStatus: '', ext_Region: ' ', ext_CountriesOfExploitation: '' });
    expect(empty).not.toHaveProperty('status');
    expect(empty.facts).not.toHaveProperty('region');
    expect(empty.facts.countriesOfExploitation).toEqual([]);
    expect(readHtcdsRow(requiredColumns, Object.values(good).slice(0, requiredColumns.length))).toEqual(empty);
  });

  it.each([
    ['NGO', 'NGO'],
    ['LawEnforcement', 'Police'],
    ['HealthServiceOrganisation', 'Health'],
    ['ImmigrationService', 'ImmigrationService'],
    ['SchoolOrCollege', 'Education'],
    ['CorporateBusiness', 'Other'],
  ])('of an organisation of type %s came in by the door %s', (type, channel) => {
    expect(read({ org_Type: type }).facts.entryChannel).toBe(channel);
  });

  it('may say by which door she came in', () => {
    expect(read({ ext_EntryChannel: 'Hotline' }).facts.entryChannel).toBe('Hotline');
  });

  it('has each code of a set once, in alphabetical order, whatever spaces and repetitions there are', () => {
    const { citizenships, exploitation } = read({
      prs_Citizenship: ' UZ ;KG;; UZ;',
      vic_TypeOfExploitation: 'SexualExploitation; ForcedLabour ;SexualExploitation',
    }).facts;
    expect([citizenships, exploitation]).toEqual([
      ['KG', 'UZ'],
      ['ForcedLabour', 'SexualExploitation'],
    ]);
  });

  it('may name an unknown citizenship beside a known one, as published figures do', () => {
    expect(read({ prs_Citizenship: 'ZZ;AL' }).facts.citizenships).toEqual(['AL', 'ZZ']);
  });

  it('reads values without the spaces around them', () => {
    expect(
      read({ cas_Name: ' GB-1 ', prs_Gender: ' Masculine ', cas_IncomingReferralDate: ' 2022-04-01 ' }),
    ).toMatchObject({
      reference: 'GB-1',
      facts: { gender: 'Masculine', identifiedOn: '2022-04-01' },
    });
  });

  it.each([
    ['cas_Name', '', 'is empty'],
    ['cas_Name', 'x'.repeat(201), 'is longer than 200 characters'],
    ['org_Name', ' ', 'is empty'],
    ['org_Name', 'x'.repeat(201), 'is longer than 200 characters'],
    ['cas_IncomingReferralDate', '', 'must be a date, YYYY-MM-DD'],
    ['cas_IncomingReferralDate', '2022-02-30', 'must be a date, YYYY-MM-DD'],
    ['cas_IncomingReferralDate', '01.04.2022', 'must be a date, YYYY-MM-DD'],
    ['org_Type', '', 'is empty'],
    ['org_Type', 'Police', expect.stringContaining('is none of NGO, LawEnforcement')],
    ['vic_TraffickingStatus', 'Victim', expect.stringContaining('is none of PossibleVictimOfTrafficking')],
    ['vic_TypeOfExploitation', ' ; ', 'is empty'],
    ['vic_TypeOfExploitation', 'ForcedLabour;Slavery!', expect.stringContaining('no type of exploitation')],
    ['ext_AgeGroupWhenTrafficked', '17', expect.stringContaining('is none of')],
    ['prs_Gender', 'feminine', expect.stringContaining('is none of')],
    ['prs_Citizenship', '', 'is empty'],
    ['prs_Citizenship', 'KGZ', expect.stringContaining('no ISO 3166-1 alpha-2 code')],
    ['ext_EntryChannel', 'Window', expect.stringContaining('is none of Police')],
    ['ext_Region', 'Osh', 'must be an ISO 3166-2 code, like KG-GO'],
    ['ext_CountriesOfExploitation', 'XX', expect.stringContaining('no ISO 3166-1 alpha-2 code')],
  ])('with %s "%.20s" is refused for that column alone', (column, value, reason) => {
    expect(errorsOf({ [column]: value })).toEqual([{ column, reason }]);
  });

  it('is told everything that is wrong with it, and no value of it', () => {
    const errors = errorsOf({ cas_Name: '', prs_Gender: 'Secret', prs_Citizenship: 'Secret', ext_Region: 'Secret' });
    expect(errors.map(({ column }) => column).toSorted()).toEqual([
      'cas_Name',
      'ext_Region',
      'prs_Citizenship',
      'prs_Gender',
    ]);
    expect(JSON.stringify(errors)).not.toContain('Secret');
  });

  it.each([columns.slice(1), [...columns, 'more']])(
    'with another number of columns than the header is refused',
    (...values) => {
      expect(readHtcdsRow(columns, values)).toEqual([
        { column: 'row', reason: `has ${values.length} columns, the header has ${columns.length}` },
      ]);
    },
  );
});
