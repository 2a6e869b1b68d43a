// The form is what the org says it is: each form is filled in and saved by
// keyboard alone, and the org holds exactly those values and types.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { tabTo } from './accessible.mjs';
import { MARISOL, SECOND, World, picked } from './harness.mjs';

let world;
before(async () => { world = await World.start({ timezone: 'Europe/Berlin' }); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

const shape = (of) => world.org.order('POST', 'shape', of);
const labels = (popup) => popup.locator('.field label').allTextContents();
const options = (popup, label) => popup.getByLabel(label).locator('option').allTextContents();
const created = (popup) => popup.getByRole('heading', { name: 'Lead created' }).waitFor();
const lead = async (like) => picked((await world.records('Lead')).at(-1), like);

const type = (popup, keys) => popup.keyboard.type(keys);
/** Keys by the control's kind: what a person presses there. */
const KEYS = {
  text: (popup, text) => type(popup, text),
  check: (popup) => popup.keyboard.press('Space'),
  choice: (popup, text) => type(popup, text),
  date: (popup, digits) => type(popup, digits),
  dateTime: async (popup, [day, time]) => {
    await type(popup, day);
    await popup.keyboard.press('ArrowRight');
    await type(popup, time);
  },
  several: async (popup, steps) => {
    for (const step of steps) await popup.keyboard.press(step);
  },
  lookup: async (popup, [text, down]) => {
    await type(popup, text);
    await popup.getByRole('listbox', { name: 'Records found' }).getByRole('option').first().waitFor();
    for (let step = 0; step < down; step += 1) await popup.keyboard.press('ArrowDown');
    await popup.keyboard.press('Enter');
  },
};
const fill = async (popup, fields) => {
  for (const [label, kind, keys] of fields) {
    await tabTo(popup, popup.getByLabel(label, { exact: true }));
    await KEYS[kind](popup, keys);
  }
};
const save = async (popup) => {
  await tabTo(popup, popup.getByRole('button', { name: 'Create lead' }));
  await popup.keyboard.press('Enter');
};

describe('forms, by keyboard', () => {
  it('plain: the eight fields, with the page\'s values', async () => {
    const popup = await world.atForm();
    assert.deepEqual(await labels(popup), ['First Name*', 'Last Name*', 'Mailing Country', 'Title', 'Company*', 'Email', 'Phone']);
    await tabTo(popup, popup.getByLabel('Company'));
    await popup.keyboard.press('Control+a');
    await type(popup, 'Typed Harbor');
    await save(popup);
    await created(popup);
    assert.deepEqual(await lead(MARISOL), { ...MARISOL, Company: 'Typed Harbor' });
  });

  it('country picklists: the page\'s country is preselected and sent as its code', async () => {
    await shape({ countryPicklists: true });
    const popup = await world.atForm();
    assert.equal(await popup.getByLabel('Mailing Country').inputValue(), 'NL');
    assert.ok((await options(popup, 'Mailing Country')).includes('Türkiye'));
    await save(popup);
    await created(popup);
    assert.deepEqual(await lead({ CountryCode: 0, Country: 0 }), { CountryCode: 'NL', Country: 'Netherlands' });
  });

  it('every type that an org can require', async () => {
    for (const Name of ['Tideline', 'Tidemark']) await world.org.order('POST', 'records/Account', { Name });
    await shape({ requiredFields: true });
    const popup = await world.atForm();
    await popup.getByRole('group', { name: 'Additional fields' }).waitFor();
    await popup.getByText('The team’s own code.').waitFor();
    await save(popup);
    await popup.getByText('Enter Territory Code.').waitFor();
    await popup.getByText('17 fields need attention.').waitFor();
    await popup.waitForFunction(() => document.activeElement.id === 'field-Territory_Code__c');
    await fill(popup, [
      ['Territory Code*', 'text', 'NL-7'],
      ['Reason*', 'text', 'Met at the fair; wants a call.'],
      ['Second Email*', 'text', 'second@example.com'],
      ['Direct Line*', 'text', '+31 20 555 0199'],
      ['Home Page*', 'text', 'https://harbor.example.com'],
      ['Agreed', 'check'],
      ['Seats*', 'text', '42'],
      ['Score*', 'text', '12.375'],
      ['Budget*', 'text', '1500.5'],
      ['Chance*', 'text', '33.25'],
      ['First Call*', 'date', '12012026'],
      ['Meeting*', 'dateTime', ['12022026', '0230PM']],
      ['Best Time*', 'date', '0415PM'],
      ['Region*', 'choice', 'South'],
      ['Office*', 'choice', 'Rome'],
      ['Interests*', 'several', ['Home', 'Shift+ArrowDown']],
      ['Heard At*', 'text', 'A boat'],
      ['Partner*', 'lookup', ['Tide', 1]],
    ]);
    const partner = await popup.getByLabel('Partner').inputValue();
    await save(popup);
    await created(popup);
    const account = (await world.records('Account')).find((one) => one.Name === partner);
    const expected = {
      Territory_Code__c: 'NL-7', Reason__c: 'Met at the fair; wants a call.', Second_Email__c: 'second@example.com',
      Direct_Line__c: '+31 20 555 0199', Home_Page__c: 'https://harbor.example.com', Agreed__c: true, Seats__c: 42,
      Score__c: 12.375, Budget__c: 1500.5, Chance__c: 33.25, First_Call__c: '2026-12-01',
      Meeting__c: '2026-12-02T13:30:00.000Z', Best_Time__c: '16:15:00.000Z', Region__c: 'South', Office__c: 'Rome',
      Interests__c: 'Red;Green', Heard_At__c: 'A boat', Partner__c: account.Id,
    };
    assert.deepEqual(await lead(expected), expected);
    assert.deepEqual(await lead(MARISOL), MARISOL);
  });

  it('dependent picklists: narrowed by their controlling field', async () => {
    await shape({ requiredFields: true });
    const popup = await world.atForm();
    await fill(popup, [['Region*', 'choice', 'North']]);
    assert.deepEqual(await options(popup, 'Office'), ['–', 'Oslo', 'Travelling']);
    await fill(popup, [['Office*', 'choice', 'Oslo']]);
    await popup.getByLabel('Region').focus();
    await type(popup, 'South');
    assert.deepEqual(await options(popup, 'Office'), ['–', 'Rome', 'Travelling']);
    assert.equal(await popup.getByLabel('Office').inputValue(), '', 'a choice that no longer stands is not shown as chosen');
    await popup.getByText('Please choose again: “Oslo” is no choice here.').waitFor();
    await save(popup);
    await popup.getByText('Enter Office.').waitFor();
  });

  it('record types: the default first, the choices follow the one that is chosen', async () => {
    await shape({ recordTypes: true });
    const shown = { fields: { LeadSource: { visible: true, editable: true } } };
    await world.setUp();
    await world.set(shown);
    const popup = await world.popup(await world.visit(SECOND));
    await world.signIn(popup);
    await world.looked(popup);
    assert.deepEqual(await options(popup, 'Record type'), ['New Business', 'Partner']);
    assert.equal((await options(popup, 'Lead Source')).length, 6);
    await popup.getByLabel('Company').fill('Kept Inc');
    await popup.getByLabel('Record type').focus();
    await type(popup, 'Partner');
    await popup.waitForFunction(() => document.getElementById('field-LeadSource').options.length === 3);
    assert.equal(await popup.getByLabel('Company').inputValue(), 'Kept Inc');
    await fill(popup, [['Lead Source', 'choice', 'Phone']]);
    await save(popup);
    await created(popup);
    const { RecordTypeId, ...rest } = await lead({ RecordTypeId: 0, LeadSource: 0, Company: 0 });
    assert.deepEqual(rest, { LeadSource: 'Phone Inquiry', Company: 'Kept Inc' });
    assert.match(RecordTypeId, /^012.{15}$/);
    // Asked for once for each type, and not again.
    const asked = (await world.org.order('GET', 'log')).filter((one) => one.path.includes('picklist-values'));
    assert.equal(asked.length, 2);
  });

  it('800 fields: the same form, from a cache of a few kilobytes', async () => {
    await shape({ extraFields: 800 });
    const popup = await world.atForm();
    assert.equal((await labels(popup)).length, 7);
    await save(popup);
    await created(popup);
    const bytes = await world.inside(async () => {
      const all = await chrome.storage.local.get(null);
      return JSON.stringify(Object.entries(all).find(([key]) => key.startsWith('describe:'))).length;
    });
    assert.ok(bytes < 10_000, `${bytes} bytes`);
  });

  for (const [language, direction, company] of [['ja', 'ltr', '会社名*'], ['ar', 'rtl', 'الشركة*']]) {
    it(`labels in ${language}`, async () => {
      await shape({ language });
      const popup = await world.atForm();
      const label = popup.locator('label', { hasText: company.slice(0, -1) });
      assert.equal(await label.textContent(), company);
      assert.equal(await label.evaluate((element) => getComputedStyle(element).direction), direction);
      await tabTo(popup, popup.getByLabel(company));
      await popup.keyboard.press('Control+a');
      await type(popup, 'Typed Harbor');
      await save(popup);
      await created(popup);
      assert.equal((await lead({ Company: 0 })).Company, 'Typed Harbor');
    });
  }
});

describe('what the user may not, and what no form can', () => {
  it('leaves out a field without access, and does not send it', async () => {
    await shape({ hiddenFields: ['Title', 'Phone'] });
    const popup = await world.atForm();
    assert.deepEqual(await labels(popup), ['First Name*', 'Last Name*', 'Mailing Country', 'Company*', 'Email']);
    await save(popup);
    await created(popup);
    assert.deepEqual(await lead({ Title: 0, Phone: 0, Company: 0 }), { Title: undefined, Phone: undefined, Company: MARISOL.Company });
  });

  it('says what to ask for where the field is one that every Lead needs', async () => {
    await shape({ hiddenFields: ['FirstName'] });
    await world.setUp();
    const popup = await world.popup(await world.visit(SECOND));
    await world.signIn(popup);
    await popup.getByRole('alert').getByText('You may not write “FirstName” on Lead, which every Lead needs.').waitFor();
    assert.equal(await popup.getByRole('button', { name: 'Create lead' }).isDisabled(), true);
  });

  it('names a required field that no form can fill in', async () => {
    await shape({ unfillableField: true });
    const popup = await world.atForm();
    await popup.getByRole('alert').getByText('Your org requires “Site”, a field of type location that no form can fill in.').waitFor();
  });
});

describe('an org that changes', () => {
  it('after a refused field the form is made anew, with everything kept', async () => {
    const popup = await world.atForm();
    await popup.getByLabel('Email').fill('typed@example.com');
    await shape({ hiddenFields: ['Title'] });
    await save(popup);
    await popup.getByRole('alert').getByRole('heading', { name: 'The org no longer has a field of this form.' }).waitFor();
    await popup.getByLabel('Title').waitFor({ state: 'detached' });
    assert.equal(await popup.getByLabel('Email').inputValue(), 'typed@example.com');
    await popup.getByRole('button', { name: 'Try again' }).click();
    await created(popup);
  });

  it('a field that became required is asked for, at its place', async () => {
    const popup = await world.atForm();
    await popup.getByLabel('Email').fill('typed@example.com');
    await shape({ requiredFields: true });
    await save(popup);
    await popup.getByLabel('Territory Code').waitFor();
    await popup.getByRole('alert').getByRole('heading', { name: 'A required field is empty.' }).waitFor();
    assert.equal(await popup.getByLabel('Email', { exact: true }).inputValue(), 'typed@example.com');
    assert.equal(await popup.getByLabel('Territory Code').getAttribute('aria-invalid'), 'true');
  });

  it('a Lead Source that is no longer one is left out, and the admin is told', async () => {
    const popup = await world.atForm();
    await world.set({ leadSource: 'Fax Machine' });
    const note = 'The Lead Source “Fax Machine” is no longer a value of your org, so it is left out.';
    await popup.getByText(note).waitFor();
    await save(popup);
    await created(popup);
    assert.equal((await lead({ LeadSource: 0 })).LeadSource, undefined);
    const page = await world.context.newPage();
    await page.goto(world.url('options.html'));
    await page.getByText(note).waitFor();
    await page.getByLabel('Lead Source', { exact: true }).selectOption('Partner Referral');
    await page.getByText(note).waitFor({ state: 'detached' });
  });
});

describe('values from the CRM', () => {
  it('fill in an email and a phone that the page does not show, and say so', async () => {
    const page = await world.visit(SECOND);
    await world.setUp();
    let popup = await world.popup(page);
    await world.signIn(popup);
    await world.looked(popup);
    const [FirstName, LastName, Company] = await Promise.all(['First Name', 'Last Name', 'Company'].map((label) => popup.getByLabel(label).inputValue()));
    assert.equal(await popup.getByLabel('Email').inputValue(), '');
    await popup.close();
    await world.org.order('POST', 'records/Lead', { FirstName, LastName, Company, Email: 'crm@example.com', Phone: '+46 8 555 0100' });
    popup = await world.popup(page);
    await world.looked(popup);
    assert.equal(await popup.getByLabel('Email').inputValue(), 'crm@example.com');
    assert.equal(await popup.getByLabel('Phone').inputValue(), '+46 8 555 0100');
    const email = await popup.locator('.field', { has: popup.getByLabel('Email') }).textContent();
    assert.match(email, /Salesforce/);
  });
});
