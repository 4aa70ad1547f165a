import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import type { Caller } from '#access';
import type { Invitations } from '#identity';
import { MembersQueries } from '#members';
import { ProjectionRunners } from '#projections';
import {
  type Application,
  intake,
  naming,
  organisationOf,
  startApplication,
  userNamed,
} from './application.testing.js';
import { MemberInvitations } from './member-invitations.js';

let on: Application;
beforeAll(async () => {
  on = await startApplication();
});
afterAll(() => on.stop());

const [shelter, police] = [organisationOf('ngo.shelter-osh'), organisationOf('police.osh')];
const at = (organisationId: string, rest = '') => `/organisations/${organisationId}/members${rest}`;
const manager = { user: 'manager', organisationId: shelter, roles: ['ngo-manager' as const] };
const newUser = () => `u-${randomUUID()}`;

/** Invites somebody; answers their name. */
async function invited(organisationId = shelter, roles = ['ngo-caseworker'], user = newUser()): Promise<string> {
  const answer = await on.post('admin', at(organisationId), { user, roles });
  expect([answer.status, answer.body]).toEqual([201, { organisationId, user }]);
  return user;
}

const membersOf = async (organisationId: string, query = '') => {
  const head = (await on.events()).at(-1)!.position;
  const answer = await on.get('admin', at(organisationId, `?limit=200${query}`), { after: String(head) });
  return answer.body.items as { user: string; roles: string[]; since: string; leftAt: string | null }[];
};

describe('the members of an organisation', () => {
  it('are invited, change their roles, leave and come back, as events', async () => {
    const user = await invited();
    const path = at(shelter, `/${user}`);
    expect((await on.post('admin', `${path}/roles`, { roles: ['ngo-manager', 'ngo-caseworker'] })).status).toBe(200);
    expect((await membersOf(shelter)).find((one) => one.user === user)).toEqual({
      user,
      roles: ['ngo-caseworker', 'ngo-manager'],
      since: expect.any(String),
      leftAt: null,
    });
    expect((await on.post('admin', `${path}/departure`, {})).status).toBe(200);
    expect((await membersOf(shelter)).some((one) => one.user === user)).toBe(false);
    expect((await membersOf(shelter, '&left=true')).find((one) => one.user === user)?.leftAt).toEqual(
      expect.any(String),
    );
    await invited(shelter, ['ngo-caseworker'], user);
    expect((await membersOf(shelter)).find((one) => one.user === user)?.roles).toEqual(['ngo-caseworker']);
    const types = (await on.events()).filter(({ data }) => (data as { user?: string }).user === user);
    expect(types.map(({ type }) => type)).toEqual([
      'MemberInvited',
      'MemberRolesChanged',
      'MemberLeft',
      'MemberInvited',
    ]);
  });

  it('are the demonstration users, each in their organisation', async () => {
    expect((await membersOf(police)).map(({ user }) => user)).toEqual(
      expect.arrayContaining(['police.osh', 'police.supervisor']),
    );
  });

  it('are paged by name', async () => {
    const first = await on.get('admin', at(police, '?limit=1'));
    expect(first.body.items).toHaveLength(1);
    const second = await on.get('admin', at(police, `?limit=1&cursor=${first.body.nextCursor}`));
    expect(second.body.items[0].user > first.body.items[0].user).toBe(true);
    expect((await on.get('admin', at(police, '?cursor=x'))).body).toMatchObject(naming('/cursor'));
  });

  it('have roles of that kind of organisation only', async () => {
    const answer = await on.post('admin', at(shelter), { user: newUser(), roles: ['police-officer'] });
    expect([answer.status, answer.body]).toMatchObject([422, naming('/roles')]);
    const user = await invited();
    const changed = await on.post('admin', at(shelter, `/${user}/roles`), { roles: ['administrator'] });
    expect([changed.status, changed.body]).toMatchObject([422, naming('/roles')]);
  });

  it('are invited once, and a repeat of the request is no second time', async () => {
    const body = { user: newUser(), roles: ['ngo-caseworker'] };
    const key = randomUUID();
    expect((await on.post('admin', at(shelter), body, { key })).status).toBe(201);
    expect((await on.post('admin', at(shelter), body, { key })).status).toBe(201);
    expect((await on.post('admin', at(shelter), body)).status).toBe(409);
  });

  it('that are not there, and organisations that are not, are not found', async () => {
    expect((await on.post('admin', at(shelter, `/${newUser()}/departure`), {})).status).toBe(404);
    expect((await on.post('admin', at(shelter, `/${newUser()}/roles`), { roles: ['ngo-manager'] })).status).toBe(404);
    const body = { user: newUser(), roles: ['ngo-caseworker'] };
    expect((await on.post('admin', at(randomUUID()), body)).status).toBe(404);
    const malformed = await on.post('admin', at('shelter'), body);
    expect([malformed.status, malformed.body]).toMatchObject([400, naming('/path/organisationId')]);
    expect((await on.get('admin', at('shelter'))).status).toBe(400);
    for (const name of ['client:import', 'a%20b', '%00']) {
      const departure = await on.post('admin', at(shelter, `/${name}/departure`), {});
      expect([departure.status, departure.body]).toMatchObject([400, naming('/path/user')]);
      const changed = await on.post('admin', at(shelter, `/${name}/roles`), { roles: ['ngo-manager'] });
      expect([changed.status, changed.body]).toMatchObject([400, naming('/path/user')]);
    }
  });

  it.each<[object, string]>([
    [{ user: 'client:import', roles: ['ngo-caseworker'] }, '/user'],
    [{ user: '', roles: ['ngo-caseworker'] }, '/user'],
    [{ user: 'a b', roles: ['ngo-caseworker'] }, '/user'],
    [{ user: 'x'.repeat(101), roles: ['ngo-caseworker'] }, '/user'],
    [{ user: 'x', roles: [] }, '/roles'],
    [{ user: 'x', roles: ['superuser'] }, '/roles'],
    [{ user: 'x' }, '/roles'],
    [{ user: 'x', roles: ['ngo-caseworker'], admin: true }, '/admin'],
  ])('are not invited by %j', async (body, pointer) => {
    const answer = await on.post('admin', at(shelter), body);
    expect([answer.status, answer.body]).toMatchObject([400, naming(pointer)]);
  });
});

describe('who says who works for an organisation', () => {
  const body = () => ({ user: newUser(), roles: ['ngo-caseworker'] });

  it('is who leads it, for their own', async () => {
    const { user } = body();
    expect((await on.post(manager, at(shelter), { user, roles: ['ngo-caseworker'] })).status).toBe(201);
    expect((await on.post(manager, at(shelter, `/${user}/departure`), {})).status).toBe(200);
    expect((await on.post('police.supervisor', at(police), { ...body(), roles: ['police-officer'] })).status).toBe(201);
  });

  it('is nobody of another organisation, and nobody who only works there', async () => {
    expect((await on.post(manager, at(police), { ...body(), roles: ['police-officer'] })).status).toBe(403);
    expect((await on.post('police.supervisor', at(shelter), body())).status).toBe(403);
    for (const who of ['ngo.shelter-osh', 'police.osh', 'dpo', 'prosecutor.osh', 'analyst']) {
      expect((await on.post(who, at(organisationOf(who)), body())).status).toBe(403);
    }
    expect((await on.get('ngo.shelter-osh', at(shelter))).status).toBe(200);
    expect((await on.get('ngo.shelter-osh', at(police))).status).toBe(403);
    expect((await on.get('rapporteur', at(organisationOf('rapporteur')))).status).toBe(403);
    expect((await on.get('dpo', at(police))).status).toBe(200);
  });

  it('is never oneself: neither a role nor the last administrator is lost or won that way', async () => {
    const { organisationId } = userNamed('admin');
    expect((await on.post('admin', at(organisationId, '/admin/departure'), {})).status).toBe(422);
    const roles = ['administrator', 'data-protection-officer'];
    expect((await on.post('admin', at(organisationId, '/admin/roles'), { roles })).status).toBe(422);
  });
});

describe('a member', () => {
  it('who lost a role no longer has it, whatever their token says', async () => {
    expect((await on.get('labour', '/me')).body.roles).toEqual(['labour-inspector']);
    const promoted = { ...userNamed('labour'), roles: ['labour-inspector' as const, 'administrator' as const] };
    expect((await on.get(promoted, '/me')).body.roles).toEqual(['labour-inspector']);
    const elsewhere = { ...userNamed('labour'), organisationId: police };
    expect((await on.get(elsewhere, '/me')).status).toBe(401);
  });

  it('is given cases, and nobody else is, nor who has left', async () => {
    const { caseId } = (await on.post('police.osh', '/cases', intake())).body;
    const assign = (assignee: string) => on.post('police.osh', `/cases/${caseId}/assignments`, { assignee });
    const user = await invited(police, ['police-officer']);
    await membersOf(police);
    expect((await assign(user)).status).toBe(201);
    expect((await assign('ngo.shelter-osh')).body).toMatchObject(naming('/assignee'));
    const left = await on.post('police.supervisor', at(police, `/${user}/departure`), {});
    expect(left.status).toBe(200);
    await membersOf(police);
    expect((await assign(user)).body).toMatchObject(naming('/assignee'));
  });

  it('who left a demonstration store is out, with a token that is still valid', async () => {
    expect((await on.get('consul', '/me')).status).toBe(200);
    await on.post('admin', at(organisationOf('consul'), '/consul/departure'), {});
    const since = Date.now();
    while ((await on.get('consul', '/me')).status === 200) {
      expect(Date.now() - since).toBeLessThan(20_000);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect((await on.get('consul', '/me')).status).toBe(401);
  });
});

describe('the link to an account', () => {
  it('is given to whoever invites somebody new, and not to who guesses the name of another’s', async () => {
    const made = { create: (user: string) => Promise.resolve(`link of ${user}`) } as Invitations;
    const get = <T>(type: Type<T>): T => on.app.get(type, { strict: false });
    const links = new MemberInvitations(get(MembersQueries), get(ProjectionRunners), made);
    const user = newUser();
    const invite = async (by: Caller, organisationId: string, roles: string[]) => {
      const { position } = await on.post(by, at(organisationId), { user, roles });
      return links.linkFor(by, { user, organisationId }, Number(position));
    };
    expect(await invite(userNamed('police.supervisor'), police, ['police-officer'])).toBe(`link of ${user}`);
    // at the same moment, before the name was known to be taken
    expect(await invite(manager, shelter, ['ngo-caseworker'])).toBeUndefined();
    const commission = organisationOf('commission.osh');
    expect(await invite(userNamed('admin'), commission, ['commission-member'])).toBe(`link of ${user}`);
  });

  it('made for a name elsewhere lets its owner into no other organisation, unless the administrator says so', async () => {
    const user = newUser();
    const made = { create: (name: string) => Promise.resolve(`link of ${name}`) };
    const own = Object.assign(on.app.get(MemberInvitations, { strict: false }), { invitations: made });
    try {
      const body = { user, roles: ['ngo-caseworker'] };
      const squatted = await on.post(manager, at(shelter), body);
      expect(squatted.body).toMatchObject({ user, invitation: `link of ${user}` });
      const officer = { user, roles: ['police-officer'] };
      const refused = await on.post('police.supervisor', at(police), officer);
      expect([refused.status, refused.body]).toMatchObject([422, naming('/user')]);
      expect((await membersOf(police)).some((one) => one.user === user)).toBe(false);
      expect((await on.post('admin', at(police), officer)).status).toBe(201);
    } finally {
      Object.assign(own, { invitations: undefined });
    }
  });
});
