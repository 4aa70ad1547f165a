import { Logger } from '@nestjs/common';
import type { Log } from '#kernel';

/** The log of a part of the system, by the name of the part: lines go where Nest's go. */
export function logOf(part: string): Log {
  const nest = new Logger(part);
  return {
    info: (context, message) => nest.log(context, message),
    warn: (context, message) => nest.warn(context, message),
    error: (context, message) => nest.error(context, message),
  };
}
