import 'reflect-metadata';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { policyKey, type RoutePolicy } from '#access';

interface Route {
  readonly name: string;
  /** `GET /cases/:caseId` */
  readonly address: string;
  readonly policy: RoutePolicy | undefined;
}

type Method = () => unknown;
type Controller = (abstract new (...parts: never[]) => object) & { readonly prototype: object };

/** Every route of the sources, whether a module has it or not: nothing is started for it. */
async function everyRoute(): Promise<Route[]> {
  const files = globSync('{libs,apps}/**/*.controller.ts');
  const loaded = await Promise.all(files.map((file) => import(resolve(file)) as Promise<Record<string, unknown>>));
  const controllers = loaded
    .flatMap((exports) => Object.values(exports))
    .filter((one): one is Controller => typeof one === 'function' && Reflect.hasMetadata(PATH_METADATA, one));
  return controllers.flatMap(routesOf);
}

function routesOf(controller: Controller): Route[] {
  const methods = Object.getOwnPropertyDescriptors(controller.prototype) as Record<string, { value?: Method }>;
  return Object.entries(methods).flatMap(([name, { value }]) => {
    if (!value || !Reflect.hasMetadata(METHOD_METADATA, value)) return [];
    const path = [controller, value]
      .flatMap((at) => Reflect.getMetadata(PATH_METADATA, at) as string | string[])
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter(Boolean)
      .join('/');
    return {
      name: `${controller.name}.${name}`,
      address: `${RequestMethod[Reflect.getMetadata(METHOD_METADATA, value) as RequestMethod]} /${path}`,
      policy: (Reflect.getMetadata(policyKey, value) ?? Reflect.getMetadata(policyKey, controller)) as
        RoutePolicy | undefined,
    };
  });
}

describe('every route', () => {
  let routes: Route[];
  beforeAll(async () => {
    routes = await everyRoute();
  });

  const named = (some: readonly Route[]) => some.map(({ name, address }) => `${name}: ${address}`);

  it('is found', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(named(routes)).toContain('CaseController.read: GET /cases/:caseId');
  });

  it('has a policy', () => {
    expect(named(routes.filter(({ policy }) => policy === undefined))).toEqual([]);
  });

  it('that answers a GET says what it reads', () => {
    const silent = routes.filter(
      ({ address, policy }) => address.startsWith('GET ') && typeof policy === 'object' && policy.reads === undefined,
    );
    expect(named(silent)).toEqual([]);
  });

  it('that is about one case says which relations may use it, or is for the data protection officer alone', () => {
    const open = routes.filter(
      ({ address, policy }) =>
        /:(caseId|referralId|proceedingId)\b/.test(address) &&
        typeof policy === 'object' &&
        !policy.relations &&
        policy.roles.some((role) => role !== 'data-protection-officer'),
    );
    expect(named(open)).toEqual([]);
  });

  it('that asks for no part in the case is for the data protection officer, or for an emergency', () => {
    const open = routes.filter(
      ({ policy }) =>
        typeof policy === 'object' && policy.withoutPart?.some((role) => role !== 'data-protection-officer'),
    );
    expect(open.map(({ address }) => address)).toEqual(['POST /cases/:caseOrNumber/break-glass']);
  });

  it('that is public is about no person', () => {
    const open = routes.filter(({ policy }) => policy === 'public');
    expect(open.filter(({ address }) => /case|person|referral|proceeding/i.test(address))).toEqual([]);
  });
});
