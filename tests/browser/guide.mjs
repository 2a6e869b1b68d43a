// The pictures of the README and the admin guide that show a rep's work, of the
// built extension in a real browser. The people on them do not exist.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LEAD, MARISOL, ROOT, SEARCH, World } from './harness.mjs';
import { small } from './picture.mjs';

const folder = path.join(ROOT, 'docs/images');
/** Bytes; beyond that a page of the guide comes slowly. */
const MOST = 60_000;

const world = await World.start();
const add = (object, fields) => world.org.order('POST', `records/${object}`, fields);
/** The popup from `top`, or from its head on, this high. */
const draw = async (popup, name, height, top) => {
  await popup.setViewportSize({ width: 400, height });
  await popup.evaluate(() => document.activeElement?.blur());
  if (top) await top.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - document.querySelector('.head').offsetHeight - 16));
  else await popup.evaluate(() => scrollTo(0, 0));
  const picture = await popup.screenshot({ animations: 'disabled' });
  // An extension's page may fetch nothing of the kind.
  const plain = await world.context.newPage();
  const less = await small(plain, picture);
  await plain.close();
  if (less.length > MOST) throw new Error(`${name}.png has ${less.length} bytes`);
  await writeFile(path.join(folder, `${name}.png`), less);
  process.stdout.write(`docs/images/${name}.png  ${Math.ceil(less.length / 1024)} KB\n`);
};
const listed = async (query) => {
  const list = await world.popup(await world.visit(`${SEARCH}${query}`));
  await list.getByRole('heading', { name: 'people on this page' }).waitFor();
  await list.getByRole('checkbox', { name: 'Select all new' }).waitFor();
  await list.getByText('Looking for these people in Salesforce…').waitFor({ state: 'detached' });
  return list;
};

try {
  await (await world.atForm()).close();

  // A Contact, with its Account and a part in one of its Opportunities.
  await world.set({ contactCreation: true });
  const { id: harbor } = await add('Account', { Name: 'Northwind Harbor BV', BillingCity: 'Rotterdam', Website: 'https://northwind-harbor.example.com' });
  for (const [Name, StageName, Amount] of [['Pumps for the new quay', 'Prospecting', 120_000], ['Cranes', 'Qualification', 840_000]]) {
    await add('Opportunity', { Name, StageName, Amount, AccountId: harbor, CloseDate: '2027-03-31' });
  }
  const contact = await world.popup(await world.visit(LEAD));
  await contact.getByRole('heading', { name: 'New Contact' }).waitFor();
  const account = contact.getByRole('article', { name: 'Account: Northwind Harbor BV' });
  await account.waitFor();
  await draw(contact, 'contact', 640);
  await contact.getByRole('button', { name: 'Show open Opportunities' }).click();
  await contact.getByLabel('Opportunity', { exact: true }).selectOption({ index: 1 });
  await contact.getByLabel('Role').selectOption('Evaluator');
  await draw(contact, 'contact-opportunity', 300, contact.getByRole('group', { name: 'Opportunity' }));
  await contact.close();
  await world.org.order('DELETE', `records/Account/${harbor}`);
  await world.set({ contactCreation: false });

  // A record that says otherwise than the page.
  await add('Lead', { FirstName: 'Tobias', LastName: 'Quillfeather', Company: 'Quillfeather Freight', Title: 'Head of Procurement' });
  await add('Lead', {
    FirstName: MARISOL.FirstName, LastName: MARISOL.LastName, Company: MARISOL.Company, Title: 'Director', Country: MARISOL.Country, LastModifiedDate: '2026-11-01T10:00:00.000+0000',
  });
  await world.set({ updates: { Title: 'offer', Company: 'offer', Country: 'offer', Email: 'offer', Phone: 'empty' } });
  const person = await world.popup(await world.visit(LEAD));
  await world.looked(person);
  await person.getByRole('button', { name: 'Match', exact: true }).first().click();
  await person.getByText('Comparing with Salesforce…').waitFor({ state: 'detached' });
  await person.getByText('In Salesforce: Director').waitFor();
  await person.getByLabel('Title', { exact: true }).check();
  await draw(person, 'updates', 512, person.getByRole('heading', { name: 'Differences from this page' }));
  await person.close();

  // A whole list, before and after.
  const list = await listed('&rows=9&bare=1');
  await list.getByRole('checkbox', { name: 'Select all new' }).check();
  await draw(list, 'list', 640);
  await world.org.order('POST', 'shape', { refusedTitle: 'Chief Financial Officer' });
  await list.getByRole('button', { name: /^Create \d leads$/ }).click();
  await list.getByText('2 need you').waitFor();
  await list.getByRole('progressbar').waitFor({ state: 'detached' });
  await draw(list, 'list-ended', 640);
  await list.close();

  // The same as Contacts, each with its Account.
  await world.reset();
  await (await world.atForm()).close();
  await world.set({ contactCreation: true });
  await add('Account', { Name: 'Northwind Harbor BV', BillingCity: 'Rotterdam', Website: 'https://northwind-harbor.example.com' });
  for (const BillingCity of ['Malmö', 'Stockholm']) await add('Account', { Name: 'Quillfeather Freight AB', BillingCity });
  const contacts = await listed('&rows=9');
  await contacts.getByRole('radio', { name: 'Contact' }).check();
  await contacts.getByText('Account: Tidewater Tools').first().waitFor();
  await contacts.getByRole('checkbox', { name: 'Select all new' }).check();
  await draw(contacts, 'list-contacts', 640);
} finally {
  await world.stop();
}
