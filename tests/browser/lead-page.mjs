// A lead page that a test makes up as it needs it, in the markup that the rules read,
// and the addresses at which it stands.

export const KEY = 'ACwAAHostile000000000000000000000000001';
export const AT = `https://www.linkedin.com/sales/lead/${KEY},NAME_SEARCH,aB3d`;
export const NEXT = 'https://www.linkedin.com/sales/lead/ACwAAHostile000000000000000000000000002,NAME_SEARCH,aB3d';

export const lead = (name, more = '', role = '') => `
  <section data-sn-view-name="feature-lead-top-card"><h1 data-x--lead--name>${name}</h1>
  <div data-anonymize="location">Oslo, Norway</div>${more}</section>
  <section data-sn-view-name="lead-current-role"><ul><li><span data-anonymize="job-title">Buyer</span>
  <a data-anonymize="company-name">Northwind${role}</a></li></ul></section>`;
export const html = (body, head = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lead</title>${head}</head><body>${body}</body></html>`;
