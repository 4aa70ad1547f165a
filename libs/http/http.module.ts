import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CallerLimitGuard } from './caller-limit.guard.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';

/** Health, metrics, and the limit of what one caller may use. Import it after AccessModule: its guard runs second. */
@Module({
  controllers: [HealthController, MetricsController],
  providers: [{ provide: APP_GUARD, useClass: CallerLimitGuard }],
})
export class HttpModule {}
