// The audit of the dependencies that are shipped: fails on a known weakness of level high or critical. A registry without
// an audit service is no finding: it is said that none was made.
import { execFile } from 'node:child_process';
import { root } from './toolchain.mjs';

const severe = ['high', 'critical'];

const answer = await new Promise((resolve) => {
  execFile('npm', ['audit', '--omit=dev', '--json'], { cwd: root, maxBuffer: 64 << 20 }, (_failed, out) =>
    resolve(out),
  );
});
const report = read(answer);
if (report?.vulnerabilities === undefined) {
  console.log(`Audit not made: ${report?.message ?? report?.error?.summary ?? 'npm audit gave no answer'}`);
} else {
  const found = Object.values(report.vulnerabilities).filter(({ severity }) => severe.includes(severity));
  for (const { name, severity, via } of found) {
    const titles = via.map((one) => (typeof one === 'string' ? one : `${one.title} (${one.url})`));
    console.log(`${severity}: ${name}: ${titles.join('; ')}`);
  }
  const { total } = report.metadata.vulnerabilities;
  console.log(`Audit of the dependencies: ${found.length} high or critical, ${total - found.length} lower.`);
  if (found.length > 0) process.exitCode = 1;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
