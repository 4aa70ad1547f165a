/** Tirek cannot start, for a reason its operator can mend. The message is one sentence for the operator, without secrets. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST', 'ENOENT']);

/** Runs `work` on `folder`; a refusal of the file system becomes StartRefused, every other error passes. */
export function writingIn<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || !UNWRITABLE.has(code)) throw error;
    throw new StartRefused(
      `Tirek cannot write in its data folder ${folder} (${code}); make it writable, or choose another with TIREK_HOME.`,
      { cause: error },
    );
  }
}
