import { randomUUID } from 'node:crypto';
import { clientFrom } from './clients.command.js';

describe('tirek clients add', () => {
  const organisation = randomUUID();

  it('takes roles and scopes that there are', () => {
    const options = { organisation, roles: 'analyst', scopes: 'statistics:read, caseload:read' };
    expect(clientFrom('statistics-office', options)).toEqual({
      clientId: 'statistics-office',
      organisationId: organisation,
      roles: ['analyst'],
      scopes: ['caseload:read', 'statistics:read'],
    });
  });

  it.each([
    ['Name with Spaces', {}, 'A name has'],
    ['tirek-web', {}, 'A name has'],
    ['office', { organisation: 'ours' }, '--organisation'],
    ['office', { roles: 'king' }, '--roles'],
    ['office', { roles: 'analyst,king' }, '--roles'],
    ['office', { scopes: '' }, '--scopes'],
  ])('refuses %s %j in one sentence', (name, change, sentence) => {
    const options = { organisation, roles: 'analyst', scopes: 'statistics:read', ...change };
    expect(() => clientFrom(name, options)).toThrow(sentence);
  });
});
