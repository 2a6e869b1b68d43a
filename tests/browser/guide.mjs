// The pictures of the README and the admin guide that show a rep's work, of the
// built extension in a real browser. The people on them do not exist.

import path from 'node:path';
import { LEAD, MARISOL, ROOT, SEARCH, World } from './harness.mjs';

const folder = path.join(ROOT, 'docs/images');
/** Bytes; beyond that a page of the guide comes slowly. */
const MOST = 60_000;

const world = await World.start();
const add = (object, fields) => world.org.order('POST', `records/${object}`, fields);
const draw = async (popup, name, height = 640) => {
  await popup.setViewportSize({ width: 400, height });
  await popup.evaluate(() => document.activeElement?.blur());
  const file = path.join(folder, `${name}.png`);
  const { length } = await popup.screenshot({ path: file, animations: 'disabled' });
  if (length > MOST) throw new Error(`${name}.png has ${length} bytes`);
  process.stdout.write(`docs/images/${name}.png  ${length} bytes\n`);
};
const listed = async (query) => {
  const list = await world.popup(await world.visit(`${SEARCH}${query}`));
  await list.getByRole('heading', { name: 'people on this page' }).waitFor();
  await list.getByText('Looking for these people in Salesforce…').waitFor({ state: 'detached' });
  return list;
};

try {
  await (await world.atForm()).close();
  await add('Lead', { FirstName: 'Tobias', LastName: 'Quillfeather', Company: 'Quillfeather Freight', Title: 'Head of Procurement' });
  const { id } = await add('Lead', {
    FirstName: MARISOL.FirstName, LastName: MARISOL.LastName, Company: MARISOL.Company, Title: 'Director', Country: MARISOL.Country, LastModifiedDate: '2026-11-01T10:00:00.000+0000',
  });
  await world.set({ updates: { Title: 'offer', Company: 'offer', Country: 'offer', Email: 'offer', Phone: 'empty' } });
  const person = await world.popup(await world.visit(LEAD));
  await world.looked(person);
  await person.getByRole('button', { name: 'Match', exact: true }).first().click();
  await person.getByText('Comparing with Salesforce…').waitFor({ state: 'detached' });
  await person.getByText('In Salesforce: Director').waitFor();
  await draw(person, 'updates', 560);
  await person.close();

  const list = await listed('&rows=9&bare=1');
  await list.getByRole('checkbox', { name: 'Select all new' }).check();
  await draw(list, 'list');
  await world.org.order('POST', 'faults', { fault: 'flowFailed', path: '/ui-api/records', times: 1 });
  await list.getByRole('button', { name: /^Create \d leads$/ }).click();
  await list.getByText('1 needs you').waitFor();
  await list.getByRole('progressbar').waitFor({ state: 'detached' });
  await draw(list, 'list-ended');
  await list.close();

  await world.org.order('DELETE', `records/Lead/${id}`);
  await world.set({ contactCreation: true });
  await add('Account', { Name: 'Northwind Harbor BV', BillingCity: 'Rotterdam', Website: 'https://northwind-harbor.example.com' });
  for (const BillingCity of ['Malmö', 'Stockholm']) await add('Account', { Name: 'Bramble & Sons Ltd', BillingCity });
  const contacts = await listed('&rows=14');
  await contacts.getByRole('radio', { name: 'Contact' }).check();
  await contacts.getByText('Account: Tidewater Tools').first().waitFor();
  await contacts.evaluate(() => scrollTo(0, 0));
  await draw(contacts, 'list-contacts');
  await contacts.close();

  const contact = await world.popup(await world.visit(LEAD));
  await contact.getByRole('heading', { name: 'New Contact' }).waitFor();
  await contact.getByRole('article', { name: 'Account: Northwind Harbor BV' }).waitFor();
  await draw(contact, 'contact');
} finally {
  await world.stop();
}
