// Fields of an admin's own, as the org has them, as settings name them, and what a
// record must hold in the end.

import assert from 'node:assert/strict';
import { picked } from './harness.mjs';

export const FIELDS = [
  { name: 'Headline__c', label: 'Headline', length: 40 },
  { name: 'Place__c', label: 'Place' },
  { name: 'Company_Page__c', label: 'Company Page', type: 'url' },
  { name: 'About__c', label: 'About', type: 'textarea', length: 32000 },
  { name: 'Tier__c', label: 'Tier', type: 'picklist', values: ['Gold', 'Silver'] },
  { name: 'Agreed__c', label: 'Agreed', type: 'boolean' },
  { name: 'Seats__c', label: 'Seats', type: 'double' },
  { name: 'First_Call__c', label: 'First Call', type: 'date' },
  { name: 'Profile_Link__c', label: 'Profile Link', unique: true },
];
/** As a policy or a file says it, and as the options page makes it. */
export const LEAD_FIELDS = {
  link: 'Profile_Link__c',
  own: [
    { field: 'Tier__c', ask: true, required: true, default: 'Silver' },
    { field: 'Headline__c', from: 'headline' },
    { field: 'Company_Page__c', from: 'companyPage' },
    { field: 'About__c', from: 'about' },
    { field: 'Agreed__c', value: 'true' },
    { field: 'Seats__c', value: '12.5' },
    { field: 'First_Call__c', ask: true },
  ],
};
/** What the org must hold then; the headline is cut at a word. */
const HELD = {
  Tier__c: 'Gold',
  Headline__c: 'Making supply chains boring | VP',
  Company_Page__c: 'https://www.linkedin.com/sales/company/1000001',
  About__c: 'Twenty years of moving things from where they are to where they should be.',
  Agreed__c: true,
  Seats__c: 12.5,
  First_Call__c: '2026-12-01',
  Profile_Link__c: 'https://www.linkedin.com/sales/lead/ACwAAB7kQx0BzJ2Lr5tYpWd9uVnHs3mEfKaGc1o',
};

/** A rep's way from the form to the record. */
export const fillAndCreate = async (world, popup) => {
  await popup.getByLabel('Tier').selectOption('Gold');
  await popup.getByLabel('First Call').fill('2026-12-01');
  await popup.getByText('Shortened to the 40 characters').waitFor();
  await popup.getByRole('button', { name: 'Create lead' }).click();
  await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
  const [lead] = await world.records('Lead');
  assert.deepEqual(picked(lead, HELD), HELD);
};
