import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { policyKey } from './policy.js';

/** Stops the application at start when a route has no policy: what nobody decided must not be reachable. */
@Injectable()
export class RoutePolicies implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const open: string[] = [];
    for (const { instance, metatype } of this.discovery.getControllers()) {
      if (!instance || !metatype) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const method = prototype[name] as () => unknown;
        const isRoute = Reflect.hasMetadata('path', method);
        if (isRoute && !this.reflector.getAllAndOverride(policyKey, [method, metatype]))
          open.push(`${metatype.name}.${name}`);
      }
    }
    if (open.length > 0) throw new Error(`These routes have no policy: ${open.join(', ')}. Declare one with @Policy.`);
  }
}
