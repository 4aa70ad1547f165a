/**
 * What a log may be told of an error: its name, and its code (SQLSTATE, or the system's as ECONNRESET) if it has one.
 * Not its message: PostgreSQL, parsers and libraries quote values in it.
 */
export function errorKind(error: unknown): { readonly name: string; readonly code?: string } {
  if (!(error instanceof Error)) return { name: 'something that is no error' };
  const { name, code } = error as Error & { readonly code?: unknown };
  return typeof code === 'string' ? { name, code } : { name };
}

/**
 * SQLSTATE class 08 (connections), 57P01 to 57P03 (a server that stops or starts), what the socket itself reports, and
 * what the look-up of its host does: the name of a container that is stopped is not known.
 */
const awayCode =
  /^(08\w{3}|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What `pg` says without a code. */
const awayMessage = /^(Connection terminated|timeout exceeded when trying to connect|Client .* is not queryable$)/;

/** True when the connection to PostgreSQL was lost or refused: the same statement may go through later. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && (awayCode.test(errorKind(error).code ?? '') || awayMessage.test(error.message));
}
