import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, register } from 'prom-client';
import { Policy } from '#access';

collectDefaultMetrics();
const requests = new Histogram({
  name: 'tirek_http_request_seconds',
  help: 'Duration of requests by method, route and status, in seconds',
  labelNames: ['method', 'route', 'status'],
});

/** Measures every request by its route, never by its address: an address holds ids. */
export function observeRequests(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    requests.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
}

/** Figures of the process in the Prometheus format. */
@ApiExcludeController()
@Controller('metrics')
@Policy('public')
export class MetricsController {
  @Get()
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
