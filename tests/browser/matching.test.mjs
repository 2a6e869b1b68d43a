// "Is this person already in the CRM?", as a rep meets it.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { LEAD, MARISOL, SEARCH, World } from './harness.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

const add = async (object, fields) => (await world.org.order('POST', `records/${object}`, fields)).id;
const same = { FirstName: 'Marisol', LastName: 'Vandermeer', Company: 'Northwind Harbor B.V.' };
const card = (popup, name) => popup.getByRole('article', { name });
const create = (popup) => popup.getByRole('button', { name: 'Create lead' });
const primary = (button) => button.evaluate((element) => element.classList.contains('primary'));
const heading = (popup, name) => popup.getByRole('heading', { name }).waitFor();
const reopened = async (popup) => {
  await popup.close();
  return world.popup(world.profile_page);
};
/** Every record of Leads and Contacts, to see that nothing was changed. */
const everything = async () => JSON.stringify([await world.records('Lead'), await world.records('Contact')]);

/** What the button in the page says; its root is closed, so it is asked of the accessibility tree. */
const buttonSays = async (page, words) => {
  const session = await world.context.newCDPSession(page);
  const said = async () => {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return nodes.some((node) => node.role?.value === 'button' && node.name?.value === words);
  };
  while (!(await said())) await page.evaluate(() => new Promise(requestAnimationFrame));
  await session.detach();
};

describe('a person who may be in the CRM', () => {
  it('is not there: said, and "Create lead" is the plain choice', async () => {
    await add('Lead', { FirstName: 'Somebody', LastName: 'Else', Company: 'Northwind Harbor' });
    const popup = await world.atForm();
    await heading(popup, 'Not found in Salesforce');
    assert.equal(await primary(create(popup)), true);
  });

  it('cannot be created plainly while the answer is open', async () => {
    await world.setUp();
    const popup = await world.popup(world.profile_page = await world.visit(LEAD));
    await world.signIn(popup);
    await world.looked(popup);
    await world.org.order('POST', 'faults', { fault: 'latency', path: '/composite', milliseconds: 1500, times: 1 });
    const again = await reopened(popup);
    await again.getByText('Looking for this person in Salesforce').waitFor();
    assert.equal(await create(again).isDisabled(), true);
    assert.equal(await primary(create(again)), false);
    await heading(again, 'Not found in Salesforce');
    assert.equal(await create(again).isDisabled(), false);
  });

  it('is there: shown with why, who and when, and opened in Salesforce', async () => {
    const id = await add('Lead', { ...same, Title: 'Head of Ports', Email: 'mv@example.com' });
    const before = await everything();
    const popup = await world.atForm();
    await heading(popup, '1 record may be this person');
    const record = card(popup, 'Lead: Marisol Vandermeer');
    for (const words of ['Head of Ports · Northwind Harbor B.V.', 'mv@example.com', 'Same name and company', 'Owner Riley Reyes', 'Open - Not Contacted', /Changed \w+ \d+, 20/]) {
      await record.getByText(words).waitFor();
    }
    assert.equal(await primary(create(popup)), false);
    const opened = await world.opened(() => record.getByRole('link', { name: 'Open in Salesforce' }).click());
    assert.ok(opened.url().includes(id), opened.url());
    assert.equal(await everything(), before);
  });

  it('is one of many: the nearest first, five at a time', async () => {
    await add('Lead', { FirstName: 'Mari', LastName: 'Vandermeer', Company: 'Elsewhere', Email: MARISOL.Email });
    for (let at = 0; at < 9; at += 1) await add('Lead', { FirstName: 'Marisol', LastName: 'Vandermeer', Company: `Elsewhere ${at}` });
    await add('Contact', { FirstName: 'Marisol Ana', LastName: 'Vandermeer' });
    await add('Lead', same);
    const popup = await world.atForm();
    await heading(popup, '12 records may be this person');
    const reasons = () => popup.getByRole('article').locator('.why').allTextContents();
    assert.deepEqual(await reasons(), ['Same name and company', ...Array(4).fill('Same name')]);
    await popup.getByRole('button', { name: 'Show 7 more' }).click();
    await popup.getByRole('button', { name: 'Show 2 more' }).click();
    assert.deepEqual((await reasons()).slice(-3), ['Same name', 'Same email', 'Similar name']);
    assert.equal(await popup.getByRole('button', { name: /^Show/ }).count(), 0);
  });

  it('is looked for again when the rep changes the name', async () => {
    await add('Lead', { FirstName: 'Marisol', LastName: 'Vandermeer', Company: 'Elsewhere', Email: 'typed@example.com' });
    await world.org.order('POST', 'records/Lead', { FirstName: 'Other', LastName: 'Name', Company: 'X', Email: 'new@example.com' });
    const popup = await world.atForm();
    await heading(popup, '1 record may be this person');
    await popup.getByLabel('Email').fill('new@example.com');
    await create(popup).click();
    await heading(popup, '2 records may be this person');
    await card(popup, 'Lead: Other Name').getByText('Same email').waitFor();
    assert.equal((await world.records('Lead')).length, 2);
    await create(popup).click();
    await heading(popup, 'Lead created');
    assert.equal((await world.records('Lead')).length, 3);
  });
});

describe('a match', () => {
  const matched = async (object = 'Lead', fields = same) => {
    const id = await add(object, fields);
    const popup = await world.atForm();
    await popup.getByRole('button', { name: 'Match' }).first().click();
    await heading(popup, 'Already in your CRM');
    return { id, popup };
  };

  it('is made and undone on this computer alone, and the button in the page knows', async () => {
    const page = await world.visit(LEAD);
    await add('Lead', same);
    const before = await everything();
    const popup = await world.atForm();
    await buttonSays(page, 'Add to CRM');
    await popup.getByRole('button', { name: 'Match' }).click();
    await heading(popup, 'Already in your CRM');
    assert.equal(await create(popup).count(), 0);
    await buttonSays(page, 'In your CRM');
    const again = await reopened(popup);
    await heading(again, 'Already in your CRM');
    await again.getByText('Confirmed with Salesforce.').waitFor();
    await card(again, 'Lead: Marisol Vandermeer').getByText('Matched to this profile').waitFor();
    assert.equal(await everything(), before);
    await again.getByRole('button', { name: 'Unmatch' }).click();
    await heading(again, '1 record may be this person');
    await create(again).waitFor();
    await buttonSays(page, 'Add to CRM');
    assert.equal(await everything(), before);
  });

  it('is made by itself for a Lead that was created here', async () => {
    const popup = await world.atForm();
    await create(popup).click();
    await heading(popup, 'Lead created');
    await buttonSays(world.profile_page, 'In your CRM');
    const again = await reopened(popup);
    await heading(again, 'Already in your CRM');
    await card(again, 'Lead: Marisol Vandermeer').getByText('Created from this profile').waitFor();
    await again.getByText('Confirmed with Salesforce.').waitFor();
  });

  it('is there at once, and stands when Salesforce cannot confirm it', async () => {
    const { popup } = await matched();
    await world.org.order('POST', 'faults', { fault: 'unavailable', path: '/composite' });
    const again = await reopened(popup);
    await heading(again, 'Already in your CRM');
    await again.getByText('This could not be confirmed with Salesforce.').waitFor();
    await again.getByText('Salesforce is not available right now.').waitFor();
  });

  it('ends with a word when its record is deleted', async () => {
    const { id, popup } = await matched();
    await world.org.order('DELETE', `records/Lead/${id}`);
    const again = await reopened(popup);
    await again.getByText('has been deleted, or you can no longer see it').waitFor();
    await heading(again, 'Not found in Salesforce');
    await create(again).click();
    await heading(again, 'Lead created');
  });

  it('follows a Lead that was converted to its Contact', async () => {
    const { id, popup } = await matched();
    const contact = await add('Contact', { FirstName: 'Marisol', LastName: 'Vandermeer', Title: 'Chief Operating Officer' });
    await world.org.order('PATCH', `records/Lead/${id}`, { IsConverted: true, ConvertedContactId: contact });
    const again = await reopened(popup);
    await again.getByText('The Lead has been converted since: this is its Contact.').waitFor();
    await card(again, 'Contact, converted from a Lead: Marisol Vandermeer').getByText('Chief Operating Officer').waitFor();
    const opened = await world.opened(() => again.getByRole('link', { name: 'Open in Salesforce' }).click());
    assert.ok(opened.url().includes(contact), opened.url());
  });

  it('follows a record that was merged', async () => {
    const { id, popup } = await matched();
    const master = await add('Lead', { FirstName: 'Mary', LastName: 'Meer', Company: 'Northwind Harbor' });
    await world.org.order('PATCH', `records/Lead/${id}`, { MasterRecordId: master });
    await world.org.order('DELETE', `records/Lead/${id}`);
    const again = await reopened(popup);
    await again.getByText('The record has been merged since').waitFor();
    await card(again, 'Lead: Mary Meer').waitFor();
  });
});

describe('a check that fails', () => {
  it('says why, warns, and can be made again', async () => {
    const popup = await world.atForm();
    await world.org.order('POST', 'faults', { fault: 'unavailable', path: '/composite' });
    const again = await reopened(popup);
    const note = again.getByRole('alert');
    await note.getByText('It could not be checked whether this person is in your CRM already. Salesforce is not available right now.').waitFor();
    await note.getByText('What you create now may be a duplicate.').waitFor();
    assert.equal(await primary(create(again)), false);
    await world.org.order('DELETE', 'faults');
    await again.getByRole('button', { name: 'Look again' }).click();
    await heading(again, 'Not found in Salesforce');
    assert.equal(await primary(create(again)), true);
  });

  it('without access to Contacts looks at Leads alone, and says so', async () => {
    await add('Contact', { FirstName: 'Marisol', LastName: 'Vandermeer' });
    await add('Lead', same);
    const popup = await world.atForm({ user: 'Nell Nocontact' });
    await heading(popup, '1 record may be this person');
    await popup.getByText('You have no access to Contacts, so only Leads were checked.').waitFor();
  });
});

describe('the org\'s own duplicate rules', () => {
  const other = { FirstName: 'M', LastName: 'Vandermeer', Company: 'Northwind Harbor', Title: 'Port Captain' };
  const RULE = 'You\'re creating a duplicate record. We recommend you use an existing record instead.';

  it('warn: the rule\'s message and its records are shown, and "Create anyway" creates', async () => {
    await add('Lead', other);
    await world.org.order('POST', 'shape', { duplicateRule: 'warn' });
    const popup = await world.atForm();
    await create(popup).click();
    const problem = popup.getByRole('alert');
    await problem.getByRole('heading', { name: 'The org has records that look like the same person.' }).waitFor();
    await problem.getByText(RULE).waitFor();
    await problem.getByRole('article').getByText('Port Captain · Northwind Harbor').waitFor();
    await problem.getByText('Found by your org’s duplicate rule').waitFor();
    assert.equal((await world.records('Lead')).length, 1);
    await popup.getByRole('button', { name: 'Create anyway' }).click();
    await heading(popup, 'Lead created');
    assert.equal((await world.records('Lead')).length, 2);
  });

  it('warn: the record that exists can be matched in place of a new one', async () => {
    await add('Lead', other);
    await world.org.order('POST', 'shape', { duplicateRule: 'warn' });
    const popup = await world.atForm();
    await create(popup).click();
    await popup.getByRole('alert').getByRole('button', { name: 'Match' }).click();
    await heading(popup, 'Already in your CRM');
    assert.equal((await world.records('Lead')).length, 1);
  });

  for (const [name, rule, settings] of [
    ['block', 'block', {}],
    ['warn, and the admin blocks', 'warn', { duplicates: 'block' }],
  ]) {
    it(`${name}: said, with no way around`, async () => {
      await add('Lead', other);
      await world.org.order('POST', 'shape', { duplicateRule: rule });
      let popup = await world.atForm();
      await world.set(settings);
      popup = await reopened(popup);
      await world.looked(popup);
      await create(popup).click();
      await popup.getByRole('alert').getByRole('heading', { name: 'The org has records that look like the same person, and duplicates are forbidden.' }).waitFor();
      await popup.getByRole('article').getByText('Port Captain').waitFor();
      assert.equal(await popup.getByRole('button', { name: 'Create anyway' }).count(), 0);
      assert.equal((await world.records('Lead')).length, 1);
    });
  }
});

describe('a list', () => {
  it('is looked at in one call, and each row says what is known', async () => {
    await add('Lead', same);
    await add('Contact', { FirstName: 'Tobias', LastName: 'Quillfeather' });
    const popup = await world.atForm();
    await popup.getByRole('button', { name: 'Match' }).click();
    await heading(popup, 'Already in your CRM');
    const page = await world.visit(`${SEARCH}&rows=25`);
    await world.org.order('DELETE', 'log');
    const list = await world.popup(page);
    await heading(list, '25 people on this page');
    const row = (name) => list.getByRole('listitem').filter({ hasText: name }).first();
    await row('Marisol Vandermeer').getByText('Already in your CRM').waitFor();
    await row('Tobias Quillfeather').getByText('Contact: Same name').waitFor();
    assert.equal((await world.org.order('GET', 'log')).filter((one) => one.counted).length, 1);
    await list.getByRole('button', { name: 'Tobias Quillfeather' }).first().click();
    await heading(list, '1 record may be this person');
    await list.getByRole('button', { name: 'Back to the list' }).click();
    await list.getByRole('button', { name: 'Marisol Vandermeer' }).first().click();
    await heading(list, 'Already in your CRM');
  });

  it('stands without the answer, and says why there is none', async () => {
    const popup = await world.atForm();
    await popup.close();
    await world.org.order('POST', 'faults', { fault: 'unavailable', path: '/composite' });
    const list = await world.popup(await world.visit(`${SEARCH}&rows=3`));
    await list.getByText('It could not be checked who is in your CRM already. Salesforce is not available right now.').waitFor();
    assert.equal(await list.getByRole('listitem').count(), 3);
  });
});
