/** Tells whoever started a demonstration store where to go. */
export function welcome(url: string): void {
  process.stdout.write(`
  This is a demonstration store: invented organisations, this machine only, no real person's data.

  The API, to browse and try    ${url}/api/v1/docs
  An access token               npx --no tirek token police.osh
  The first request             curl -H "Authorization: Bearer $(npx --no tirek token police.osh)" ${url}/api/v1/me
  Import a file of cases        npx --no tirek import FILE.csv
  The first case, step by step  README.md

  Ctrl-C stops all of it.

`);
}
