import type { Log } from '#kernel';
import { ConsoleLogger, Logger, type LogLevel } from '@nestjs/common';
import type { Configuration } from '#configuration';

/** The log on stdout: JSON lines, unless somebody looks at a terminal. */
export const loggerOf = ({ logLevel }: Configuration): ConsoleLogger =>
  new ConsoleLogger({
    json: !process.stdout.isTTY,
    colors: process.stdout.isTTY,
    logLevels: logLevels(logLevel),
  });

/** A level, and everything graver. */
function logLevels(level: Configuration['logLevel']): LogLevel[] {
  const graveness = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'].indexOf(level);
  return (['fatal', 'error', 'warn', 'log', 'debug'] as const).slice(0, graveness);
}

const messaging = new Logger('Messaging');

/** Where messaging says what happens to it. */
export const messagingLogger: Log = {
  info: (context, message) => messaging.log(context, message),
  warn: (context, message) => messaging.warn(context, message),
  error: (context, message) => messaging.error(context, message),
};
