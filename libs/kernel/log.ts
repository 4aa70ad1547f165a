/** Where a part of the system says what happens to it; pino's shape. Never given personal data, nor what is in a message. */
export interface Log {
  info(context: object, message: string): void;
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}
