// The main job, from a profile page to a Lead. With a display the browser is the
// person's; with --headless the journey is made here, step by step, and the org's
// own record decides whether it succeeded. The browser is Chromium, or Firefox with
// --firefox; each has its stage.

import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LEAD, MARISOL, ROOT, picked } from './browser/harness.mjs';

const given = process.argv.slice(2);
const [headless, inFirefox] = ['--headless', '--firefox'].map((option) => given.includes(option));
const { stage } = await import(inFirefox ? './firefox/stage.mjs' : './browser/stage.mjs');
const say = (text) => process.stdout.write(`${text}\n`);
const shots = path.join(ROOT, 'target/demo', inFirefox ? 'firefox' : 'chromium');

async function alone(on) {
  await rm(shots, { recursive: true, force: true });
  await mkdir(shots, { recursive: true });
  let number = 0;
  const step = async (name, seen) => {
    number += 1;
    const file = path.join(shots, `${String(number).padStart(2, '0')}-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.png`);
    await on.picture(seen, file);
    say(`${number}. ${name}  (${path.relative(ROOT, file)})`);
  };
  const options = await on.world.configure();
  await step('An admin has set it up', options);
  await options.close();

  const page = await on.world.visit(LEAD);
  let popup = await on.popup(page);
  await popup.ready('Sign in to Salesforce');
  await step('Add to CRM in the page', page);
  await step('The popup asks to sign in', popup);

  const salesforce = await on.opened(() => popup.click('Sign in to Salesforce'));
  await step('Salesforce asks', salesforce);
  await on.allow(salesforce);

  // A popup may close when another window takes the focus: it is opened anew.
  if (!await popup.isOpen()) popup = await on.popup(page);
  await popup.ready('Create lead');
  await step('The form is filled from the page', popup);
  await popup.click('Create lead');
  await popup.ready('Open in Salesforce');
  await step('The Lead is created', popup);
  const record = await on.opened(() => popup.click('Open in Salesforce'));
  await step('The record in Salesforce', record);

  const leads = await on.world.records('Lead');
  say(`\nThe org holds ${leads.length} Lead(s):\n${JSON.stringify(leads, null, 2)}`);
  const errors = on.world.errors ?? [];
  if (leads.length !== 1 || !isDeepStrictEqual(picked(leads[0], MARISOL), MARISOL) || errors.length > 0) {
    say(`\nExpected exactly one Lead with ${JSON.stringify(MARISOL)}`);
    errors.forEach(say);
    return 1;
  }
  say('\nExactly that one Lead, with exactly those values.');
  return 0;
}

async function together(on) {
  await (await on.world.configure()).close();
  await on.world.visit(LEAD);
  say(`
The browser is yours. In it:
  1. Click "Add to CRM" at the lower right of the page.
  2. "Sign in to Salesforce": choose Riley Reyes, then Allow. (Open Add to CRM again if it closed.)
  3. Look at the form, then "Create lead", then "Open in Salesforce".
Close the browser's window to end.`);
  await on.end();
  return 0;
}

// Shapes are the practice org's own option.
const org = given.filter((option) => !['--headless', '--firefox'].includes(option));
const on = await stage({ headless, org });
let code = 1;
try {
  code = await (headless ? alone(on) : together(on));
} catch (error) {
  say(`The journey stopped: ${error.message}`);
} finally {
  await on.world.stop();
}
process.exitCode = code;
