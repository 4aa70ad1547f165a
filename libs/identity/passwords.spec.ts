import { argon2Sync } from 'node:crypto';
import { hashPassword, verifyPassword } from './passwords.js';
import { passwordProblem } from './password-rules.js';

describe('a stored password', () => {
  it('is argon2id at the cost that OWASP names, salted anew each time', async () => {
    const hashes = await Promise.all(['one password', 'one password'].map(hashPassword));
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('is known by the password and nothing near it, however its letters were composed', async () => {
    const hash = await hashPassword('caf\u00e9 in the morning');
    expect(await verifyPassword('cafe\u0301 in the morning', hash)).toEqual({ correct: true, outdated: false });
    expect((await verifyPassword('cafe in the morning', hash)).correct).toBe(false);
  });

  it('says when its cost is of yesterday', async () => {
    const salt = Buffer.alloc(16, 1);
    const cheap = argon2Sync('argon2id', {
      message: 'old words here',
      nonce: salt,
      memory: 64,
      passes: 1,
      parallelism: 1,
      tagLength: 32,
    });
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '');
    const stored = `$argon2id$v=19$m=64,t=1,p=1$${base64(salt)}$${base64(cheap)}`;
    expect(await verifyPassword('old words here', stored)).toEqual({ correct: true, outdated: true });
  });
});

describe('a new password', () => {
  it.each([
    ['eleven char', 'too-short'],
    ['x'.repeat(257), 'too-long'],
    ['police.osh12', 'like-user-name'],
    ['police.osh-police.osh', 'like-user-name'],
    ['Password1234!', 'common'],
    ['йцукен123456', 'common'],
    ['123456789012345', 'common'],
    ['aaaaaaaaaaaaaaa', 'common'],
    ['abcdefghijklmnop', 'common'],
  ])('%s is refused: %s', (password, problem) => {
    expect(passwordProblem(password, 'police.osh')).toBe(problem);
  });

  it.each(['seven quiet apples', 'тоғи баланди сафед', 'Kx7#pQ2m!vR9'])('%s is taken', (password) => {
    expect(passwordProblem(password, 'police.osh')).toBeUndefined();
  });
});
