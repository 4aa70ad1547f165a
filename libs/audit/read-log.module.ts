import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ReadLog } from './read-log.js';
import { ReadingInterceptor } from './reading.interceptor.js';

/** Records every read, on every route. READ_LOG must be provided globally. */
@Global()
@Module({
  providers: [ReadLog, { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor }],
  exports: [ReadLog],
})
export class ReadLogModule {}
