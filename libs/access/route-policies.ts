import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import {
  METHOD_METADATA,
  PATH_METADATA,
  RESPONSE_PASSTHROUGH_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { policyKey, type RoutePolicy } from './policy.js';

/**
 * Stops the application at start when a route has no policy: what nobody decided must not be reachable. Likewise when a
 * GET does not say what its answer tells of people, or a route whose reads are recorded sends its answer itself, which
 * would leave before it is.
 */
@Injectable()
export class RoutePolicies implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const faults: string[] = [];
    for (const { instance, metatype } of this.discovery.getControllers()) {
      if (!instance || !metatype) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const method = prototype[name] as () => unknown;
        if (!Reflect.hasMetadata(PATH_METADATA, method)) continue;
        const fault = faultOf(
          this.reflector.getAllAndOverride<RoutePolicy | undefined>(policyKey, [method, metatype]),
          {
            isGet: Reflect.getMetadata(METHOD_METADATA, method) === RequestMethod.GET,
            sendsItself: sendsItself(metatype, name),
          },
        );
        if (fault) faults.push(`${metatype.name}.${name} ${fault}`);
      }
    }
    if (faults.length > 0) throw new Error(`Routes that must not be reachable: ${faults.join('; ')}.`);
  }
}

/** Whether a handler takes the whole response, so that what it sends passes no interceptor. */
function sendsItself(controller: object, name: string): boolean {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as object;
  const takesResponse = Object.keys(parameters).some((kind) => kind.startsWith(`${RouteParamtypes.RESPONSE}:`));
  return takesResponse && !Reflect.getMetadata(RESPONSE_PASSTHROUGH_METADATA, controller, name);
}

/** What is wrong with a route, if something is. */
function faultOf(
  policy: RoutePolicy | undefined,
  { isGet, sendsItself }: { readonly isGet: boolean; readonly sendsItself: boolean },
): string | undefined {
  if (policy === undefined) return 'has no policy: declare one with @Policy';
  if (policy === 'public') return undefined;
  const { reads } = policy;
  if (reads === undefined) return isGet ? 'does not say what it reads in its @Policy' : undefined;
  if (reads === 'Nothing' || reads === 'Figures') return undefined;
  return sendsItself ? 'tells of people, so it takes @Res with passthrough only' : undefined;
}
