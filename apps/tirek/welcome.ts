/** Where browsers sign in to a demonstration store, and with what password. */
interface SignIn {
  readonly publicUrl: string;
  readonly password: string;
}

/** Tells whoever started a demonstration store where to go. */
export function welcome(url: string, { publicUrl, password }: SignIn): void {
  // with PORT=0 nobody can know beforehand where to come back to
  const signIn =
    new URL(publicUrl).port === '0'
      ? ''
      : `
  Open                          ${publicUrl}/
  Sign in as                    police.osh or another, with the password ${password}`;
  process.stdout.write(`
  This is a demonstration store: invented organisations, this machine only, no real person's data.
${signIn}
  The API, to browse and try    ${url}/api/v1/docs
  An access token               npx --no tirek token police.osh
  The first request             curl -H "Authorization: Bearer $(npx --no tirek token police.osh)" ${url}/api/v1/me
  Import a file of cases        npx --no tirek import FILE.csv
  The first case, step by step  README.md

  Ctrl-C stops all of it.

`);
}
