import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Configuration } from '#configuration';
import { logOf } from '#logging';

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

/** Where messaging says what happens to it. */
export const messagingLogger = logOf('Messaging');
