// The main job, from a profile page to a Lead. With a display the browser is the
// person's; with --headless the journey is made here, step by step, and the
// org's own record decides whether it succeeded.

import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ActionPopup, clickPageButton } from './action-popup.mjs';
import { LEAD, MARISOL, ROOT, World, picked } from './harness.mjs';

const headless = process.argv.includes('--headless');
const say = (text) => process.stdout.write(`${text}\n`);
const shots = path.join(ROOT, 'target/demo');

async function alone(world) {
  await rm(shots, { recursive: true, force: true });
  await mkdir(shots, { recursive: true });
  let number = 0;
  const step = async (name, shot) => {
    number += 1;
    const file = path.join(shots, `${String(number).padStart(2, '0')}-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.png`);
    await shot(file);
    say(`${number}. ${name}  (${path.relative(ROOT, file)})`);
  };
  const options = await world.configure();
  await step('An admin has set it up', (file) => options.screenshot({ path: file, fullPage: true }));
  await options.close();

  const page = await world.visit(LEAD);
  await clickPageButton(world, page);
  let popup = await ActionPopup.opened(world, page);
  await popup.place('Sign in to Salesforce');
  await step('Add to CRM in the page', (file) => page.screenshot({ path: file }));
  await step('The popup asks to sign in', (file) => popup.screenshot(file));

  const salesforce = await world.opened(() => popup.click('Sign in to Salesforce'));
  await salesforce.getByRole('radio', { name: 'Riley Reyes' }).check();
  await step('Salesforce asks', (file) => salesforce.screenshot({ path: file }));
  await Promise.all([salesforce.waitForEvent('close'), salesforce.getByRole('button', { name: 'Allow' }).click()]);

  try {
    await popup.place('Create lead');
  } catch {
    // A popup may close when another window takes the focus: it is opened anew.
    await clickPageButton(world, page);
    popup = await ActionPopup.opened(world, page);
    await popup.place('Create lead');
  }
  await step('The form is filled from the page', (file) => popup.screenshot(file));
  await popup.click('Create lead');
  await popup.place('Open in Salesforce');
  await step('The Lead is created', (file) => popup.screenshot(file));
  const record = await world.opened(() => popup.click('Open in Salesforce'));
  await step('The record in Salesforce', (file) => record.screenshot({ path: file, fullPage: true }));

  const leads = await world.records('Lead');
  say(`\nThe org holds ${leads.length} Lead(s):\n${JSON.stringify(leads, null, 2)}`);
  if (leads.length !== 1 || !isDeepStrictEqual(picked(leads[0], MARISOL), MARISOL) || world.errors.length > 0) {
    say(`\nExpected exactly one Lead with ${JSON.stringify(MARISOL)}`);
    world.errors.forEach(say);
    return 1;
  }
  say('\nExactly that one Lead, with exactly those values.');
  return 0;
}

async function together(world) {
  const options = await world.configure();
  await options.close();
  const page = await world.visit(LEAD);
  say(`
The browser is yours. In it:
  1. Click "Add to CRM" at the lower right of the page.
  2. "Sign in to Salesforce": choose Riley Reyes, then Allow. (Open Add to CRM again if it closed.)
  3. Look at the form, then "Create lead", then "Open in Salesforce".
Close the browser's window to end.`);
  await page.bringToFront();
  await new Promise((resolve) => { world.context.once('close', resolve); });
  return 0;
}

// Shapes are the practice org's own option.
const org = process.argv.slice(2).filter((option) => option !== '--headless');
const world = await World.start({ headless, org });
let code = 1;
try {
  code = await (headless ? alone(world) : together(world));
} catch (error) {
  say(`The journey stopped: ${error.message}`);
} finally {
  await world.stop();
}
process.exitCode = code;
