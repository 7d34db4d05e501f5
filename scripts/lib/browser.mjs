import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { UserError, outputOf, run, say } from './run.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function installed() {
  if (process.env.INSAR_CHROMIUM) {
    return process.env.INSAR_CHROMIUM;
  }
  for (const folder of (process.env.PATH ?? '').split(':')) {
    const found = BROWSERS.map(name => join(folder, name)).find(existsSync);
    if (found) {
      return found;
    }
  }
  return null;
}

/** Installs the system's own package where that is possible without asking. */
function installPackage() {
  const apt = outputOf('sh', ['-c', 'command -v apt-get']);
  if (!apt || process.getuid?.() !== 0) {
    return false;
  }
  say('Installing chromium for the browser tests …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  run(apt, ['-qq', 'update'], { env });
  run(apt, ['-qq', 'install', '-y', 'chromium'], { env });
  return true;
}

/**
 * Path of a Chromium for the browser tests: the one that is installed, else the system's package,
 * else Playwright's own download.
 */
export function ensureBrowser() {
  const found = installed() ?? (installPackage() ? installed() : null);
  if (found) {
    return found;
  }
  const cli = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  run(process.execPath, [cli, 'install', 'chromium'], { what: 'Downloading a browser' });
  const code =
    "const { chromium } = require('@playwright/test'); process.stdout.write(chromium.executablePath())";
  const path = outputOf(process.execPath, ['-e', code]);
  if (!path) {
    throw new UserError(
      'No browser for the tests: install chromium, or name one in INSAR_CHROMIUM.'
    );
  }
  return path;
}
