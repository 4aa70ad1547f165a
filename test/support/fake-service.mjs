// As little as the supervisor takes for a service. FAKE: `refuses` (ends at once), `unready` (never
// becomes ready), `stubborn` (does not stop when told).
import { createServer } from 'node:http';

if (process.env.FAKE === 'refuses') {
  process.stderr.write('The database is not there.\n');
  process.exit(1);
}
const begun = Date.now();
const server = createServer((request, response) => {
  // listens a while before it is ready
  const isReady = process.env.FAKE !== 'unready' && Date.now() - begun > 300;
  response.statusCode = request.url === '/health/ready' && !isReady ? 503 : 200;
  response.end();
});
process.on('SIGTERM', () => {
  if (process.env.FAKE !== 'stubborn') process.exit(0);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Tirek fake is ready at http://127.0.0.1:${server.address().port}\n`);
});
