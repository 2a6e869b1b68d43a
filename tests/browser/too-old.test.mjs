// A browser that is older than the extension needs: it takes none of it, and says
// which version is needed. So no page of ours is ever met by one.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { it } from 'node:test';
import { ROOT } from './harness.mjs';

const NEEDED = '999';

it('a browser that is too old names the version that is needed', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'add-to-crm-too-old-'));
  const folder = path.join(home, 'dist');
  await cp(process.env.DIST ?? path.join(ROOT, 'dist'), folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  assert.match(manifest.minimum_chrome_version, /^\d+$/);
  await writeFile(file, JSON.stringify({ ...manifest, minimum_chrome_version: NEEDED }));
  const browser = spawn(process.env.CHROMIUM ?? '/usr/lib/chromium/chromium', [
    '--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--enable-logging=stderr', '--no-first-run',
    `--user-data-dir=${path.join(home, 'profile')}`, `--disable-extensions-except=${folder}`, `--load-extension=${folder}`, 'about:blank',
  ], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => { browser.once('exit', resolve); });
  try {
    const said = await new Promise((resolve) => {
      createInterface({ input: browser.stderr }).on('line', (line) => { if (line.includes('Extension error')) resolve(line); }).on('close', () => resolve('nothing'));
    });
    assert.match(said, new RegExp(`requires .* version ${NEEDED} or greater`));
  } finally {
    browser.kill();
    await ended;
    await rm(home, { recursive: true, force: true });
  }
});
