import type { FastifyInstance } from 'fastify';
import type { Instances } from './instances.mjs';

export function createProxy(options: { instances: Instances; mode: string; patience?: number }): FastifyInstance;
