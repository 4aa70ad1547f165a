import { errorKind, isConnectionLost } from './error-kind.js';

const withCode = (code: unknown, message = 'secret') => Object.assign(new TypeError(message), { code });

describe('errorKind', () => {
  it('tells name and code, and nothing else', () => {
    expect(errorKind(withCode('22P02'))).toEqual({ name: 'TypeError', code: '22P02' });
    expect(errorKind(new RangeError('secret'))).toEqual({ name: 'RangeError' });
    expect(errorKind(withCode({ of: 'secret' }))).toEqual({ name: 'TypeError' });
  });

  it.each(['secret', undefined, null, { name: 'secret', code: 'secret' }])('tells nothing of %j', (thrown) => {
    expect(errorKind(thrown)).toEqual({ name: 'something that is no error' });
  });
});

describe('isConnectionLost', () => {
  it.each([
    '08006',
    '57P01',
    '57P03',
    'ECONNRESET',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
  ])('is true of the code %s', (code) => {
    expect(isConnectionLost(withCode(code))).toBe(true);
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
  ])('is true of %s', (text) => {
    expect(isConnectionLost(new Error(text))).toBe(true);
  });

  it.each(['22P02', '57014', '23505', undefined])('is false of the code %s', (code) => {
    expect(isConnectionLost(withCode(code))).toBe(false);
  });
});
