// Loaded first into every service that the supervisor starts: the service ends when the supervisor is gone, in whatever
// way, for then its IPC channel closes. From its first moment on, and in ten seconds at most.
process.on('disconnect', () => {
  setTimeout(() => process.exit(1), 10_000).unref();
  process.kill(process.pid, 'SIGTERM');
});
