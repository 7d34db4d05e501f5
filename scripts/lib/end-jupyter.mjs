/**
 * Ends a JupyterLab, at once when it has not ended by itself after some seconds: with all kernels and
 * the back-end stopped, its process now and then waits for an idle thread for ever.
 */
export function endJupyter(server, mostS = 15) {
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), mostS * 1000);
  server.once('exit', () => clearTimeout(timer));
}
