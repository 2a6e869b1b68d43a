// The guide's pictures of the settings, and of what a field for the profile's link
// gives a rep, of the built extension in a real browser. The people on them do not
// exist.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FIELDS, LEAD_FIELDS } from './own-fields.mjs';
import { small } from './picture.mjs';
import { LEAD, ROOT, World } from './harness.mjs';

const folder = path.join(ROOT, 'docs/images');

const world = await World.start();
try {
  await mkdir(folder, { recursive: true });
  // The extension's own pages fetch from Salesforce alone.
  const blank = await world.context.newPage();
  const keep = async (file, part) => {
    const picture = await small(blank, await part.screenshot());
    await writeFile(path.join(folder, file), picture);
    process.stdout.write(`docs/images/${file}  ${Math.ceil(picture.length / 1024)} KB\n`);
  };
  await world.org.order('POST', 'shape', { ownFields: FIELDS });
  const page = await world.configure();
  // So high that nothing is scrolled below the page's head.
  await page.setViewportSize({ width: 1100, height: 6000 });
  await world.set({ objects: { Lead: { ...LEAD_FIELDS, own: LEAD_FIELDS.own.slice(1, 4) } } });
  await page.reload();
  const window = await world.opened(() => page.getByRole('button', { name: 'Test the connection' }).click());
  await window.getByRole('radio', { name: 'Riley Reyes' }).check();
  await window.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('heading', { name: 'The connection works' }).waitFor();
  await page.getByLabel('Lead Source', { exact: true }).selectOption('Partner Referral');
  await page.getByText('Saved.').waitFor();
  await keep('settings-salesforce.png', page.getByRole('region', { name: 'Salesforce', exact: true }));
  await keep('settings-lead-creation.png', page.getByRole('region', { name: 'Lead creation', exact: true }));
  await keep('settings-limits.png', page.getByRole('region', { name: 'Limits and history' }));
  await keep('settings-crm.png', page.getByRole('region', { name: 'CRM settings' }));
  await keep('settings-roll-out.png', page.getByRole('region', { name: 'Roll out' }));
  const lead = page.getByRole('region', { name: 'Lead', exact: true });
  await lead.getByLabel('How About is filled in').waitFor();
  await lead.getByRole('combobox', { name: 'Add a field to Lead' }).fill('tier');
  await lead.getByRole('option', { name: 'Tier (Tier__c)' }).waitFor();
  await keep('settings-own-fields.png', page.locator('.own'));
  // A colleague's Lead, known by its link alone.
  const colleague = (await world.records('User')).find((user) => user.Name === 'Quinn Quill');
  await world.org.order('POST', 'records/Lead', {
    OwnerId: colleague.Id, FirstName: 'M.', LastName: 'van der Meer', Company: 'Northwind Harbor', Title: 'VP Operations', Profile_Link__c: LEAD.split(',')[0],
  });
  const popup = await world.popup(await world.visit(LEAD));
  await popup.setViewportSize({ width: 400, height: 620 });
  await popup.getByRole('heading', { name: 'Already in your CRM' }).waitFor();
  await popup.getByText('Same profile link').waitFor();
  await keep('profile-link.png', popup.locator('body'));
} finally {
  await world.stop();
}
