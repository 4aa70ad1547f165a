export { backUp } from './back-up.js';
export { BackupRefused, type Manifest } from './manifest.js';
export { restore } from './restore.js';
