// The same build under another id, as a store gives it one: nothing knows the id
// but the browser.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { EXTENSION_ID, LEAD, MARISOL, ROOT, World, idOf, picked } from './harness.mjs';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const id = idOf(key);
const callback = `https://${id}.chromiumapp.org/salesforce`;

let world;
let dist;
before(async () => {
  dist = await mkdtemp(path.join(tmpdir(), 'add-to-crm-dist-'));
  await cp(path.join(ROOT, 'dist'), dist, { recursive: true });
  const file = path.join(dist, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  assert.equal(idOf(manifest.key), EXTENSION_ID);
  await writeFile(file, JSON.stringify({ ...manifest, key }));
  world = await World.start({ dist, org: ['--redirect-uri', callback] });
});
after(async () => {
  await world?.stop();
  await rm(dist, { recursive: true, force: true });
});

describe('under another id', () => {
  it('a rep signs in and creates a Lead, and the settings name that id alone', async () => {
    const options = await world.configure();
    assert.equal(await options.getByLabel('Callback address').inputValue(), callback);
    await options.getByLabel('Where', { exact: true }).selectOption('Linux: Chrome, Edge and Chromium');
    const policy = JSON.parse(await options.getByLabel('Policy', { exact: true }).inputValue());
    assert.deepEqual(Object.keys(policy['3rdparty'].extensions), [id]);
    await options.close();
    const popup = await world.popup(await world.visit(LEAD));
    await world.signIn(popup);
    await world.looked(popup);
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
    assert.deepEqual((await world.records('Lead')).map((lead) => picked(lead, MARISOL)), [MARISOL]);
    assert.deepEqual(world.errors, []);
  });

  it('no file of the build holds an id', async () => {
    const files = (await readdir(dist, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    assert.ok(files.length > 10);
    for (const file of files) {
      const bytes = await readFile(path.join(file.parentPath ?? file.path, file.name));
      assert.ok(!bytes.includes(EXTENSION_ID), file.name);
    }
  });
});
