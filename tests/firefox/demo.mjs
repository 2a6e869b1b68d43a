// The main job in Firefox, from a profile page to a Lead. With a display the
// browser is the person's; with --headless the journey is made here, with a
// picture of each step, and the org's own record decides whether it succeeded.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LEAD, MARISOL, ROOT, picked } from '../browser/harness.mjs';
import { World } from './harness.mjs';
import { until } from './webdriver.mjs';

const headless = process.argv.includes('--headless');
const say = (text) => process.stdout.write(`${text}\n`);
const shots = path.join(ROOT, 'target/demo/firefox');

async function alone(world) {
  await rm(shots, { recursive: true, force: true });
  await mkdir(shots, { recursive: true });
  let number = 0;
  const step = async (name, page) => {
    number += 1;
    const file = path.join(shots, `${String(number).padStart(2, '0')}-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.png`);
    await writeFile(file, await page.screenshot());
    say(`${number}. ${name}  (${path.relative(ROOT, file)})`);
  };
  const options = await world.configure();
  await step('An admin has set it up', options);
  await options.close();
  const page = await world.visit(LEAD);
  const popup = await world.driver.opened(() => world.clickPageButton(page));
  await popup.find('button', 'Sign in to Salesforce');
  await step('Add to CRM in the page', page);
  await step('The popup asks to sign in', popup);
  await world.signIn(popup);
  await popup.find('button', 'Create lead');
  await step('The form is filled from the page', popup);
  await popup.click('Create lead');
  await popup.text('Open in Salesforce');
  await step('The Lead is created', popup);

  const leads = await world.records('Lead');
  say(`\nThe org holds ${leads.length} Lead(s):\n${JSON.stringify(leads, null, 2)}`);
  if (leads.length !== 1 || !isDeepStrictEqual(picked(leads[0], MARISOL), MARISOL)) {
    say(`\nExpected exactly one Lead with ${JSON.stringify(MARISOL)}`);
    return 1;
  }
  say('\nExactly that one Lead, with exactly those values.');
  return 0;
}

async function together(world) {
  await (await world.configure()).close();
  await world.visit(LEAD);
  say(`
Firefox is yours. In it:
  1. Click "Add to CRM" at the lower right of the page.
  2. "Sign in to Salesforce": choose Riley Reyes, then Allow.
  3. Look at the form, then "Create lead", then "Open in Salesforce".
Close Firefox to end.`);
  // The driver answers as long as there is a browser.
  await until(() => world.driver.windows().then((all) => all.length === 0, () => true), 'the end', Infinity);
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
