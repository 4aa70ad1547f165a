// A process for the tests: `rotating.testing.ts URL HOME MASTER_KEY_FILE`. Rotates the keys again and again, and says so on
// stdout before each time, until it is killed.
import { openDatabase } from '#postgres';
import { openKeyRing } from './key-ring.js';
import { KeyRotation } from './key-rotation.js';

const [url, home, masterKeyFile] = process.argv.slice(2);
const pool = await openDatabase(url!, { max: 2 });
const rotation = new KeyRotation(await openKeyRing({ pool, home: home!, masterKeyFile: masterKeyFile! }));
for (;;) {
  process.stdout.write('again\n');
  await rotation.rotate();
}
