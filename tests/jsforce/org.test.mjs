// A real Salesforce client holds the practice org to Salesforce's own shape.

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // the org's certificate is made anew at each start

import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import https from 'node:https';
import { after, before, describe, it } from 'node:test';
import jsforce from 'jsforce';
import { CONSUMER_KEY, EXTENSION_ID, PracticeOrg } from '../browser/harness.mjs';

const REDIRECT = `https://${EXTENSION_ID}.chromiumapp.org/salesforce`;
const VERSION = '68.0';
let org;

/** One request under a Salesforce host name. */
function send(host, method, path, { headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = https.request({ host: '127.0.0.1', port: org.port, method, path, headers: { host, ...headers }, rejectUnauthorized: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => { text += part; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text, json: () => JSON.parse(text) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const form = (fields) => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() });

/** Chooses a user on the org's page; gives what the browser would be sent to. */
async function allow(user, extra = {}, host = 'login.salesforce.com') {
  const verifier = randomBytes(32).toString('base64url');
  const fields = {
    response_type: 'code', client_id: CONSUMER_KEY, redirect_uri: REDIRECT, state: 'a state', scope: 'api refresh_token id',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
    user, decision: 'allow', ...extra,
  };
  const answer = await send(host, 'POST', '/services/oauth2/authorize', form(fields));
  return { answer, verifier, to: answer.headers.location ? new URL(answer.headers.location) : null };
}

const token = (fields, host = 'login.salesforce.com') => send(host, 'POST', '/services/oauth2/token', form({ client_id: CONSUMER_KEY, ...fields }));

async function signedIn(user = 'riley.reyes@cirrus.example.com') {
  const { to, verifier } = await allow(user);
  const answer = await token({ grant_type: 'authorization_code', code: to.searchParams.get('code'), redirect_uri: REDIRECT, code_verifier: verifier });
  return answer.json();
}

/** jsforce with Salesforce's own addresses; they lead to the loopback port. */
function client(granted) {
  const connection = new jsforce.Connection({
    instanceUrl: granted.instance_url, accessToken: granted.access_token, version: VERSION,
  });
  const transport = connection._transport;
  const plain = transport.httpRequest.bind(transport);
  transport.httpRequest = (request, options) => {
    const url = new URL(request.url, granted.instance_url);
    const host = url.host;
    url.host = `127.0.0.1:${org.port}`;
    return plain({ ...request, url: url.href, headers: { ...request.headers, host } }, options);
  };
  return connection;
}

before(async () => { org = await PracticeOrg.start(); });
after(() => org.stop());

describe('OAuth', () => {
  it('gives a token of Salesforce\'s shape for a code with its verifier', async () => {
    const granted = await signedIn();
    assert.match(granted.access_token, /^00D\w{12}!/);
    assert.match(granted.refresh_token, /^5Aep/);
    assert.match(granted.id, /^https:\/\/login\.salesforce\.com\/id\/00D\w{15}\/005\w{15}$/);
    assert.equal(granted.instance_url, 'https://cirrus-example.my.salesforce.com');
    assert.equal(granted.token_type, 'Bearer');
    assert.match(granted.issued_at, /^\d{13}$/);
  });

  it('takes a code once, with the right verifier, client and callback', async () => {
    const cases = [
      ['another verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
      ['no verifier', { code_verifier: '' }, 'invalid_grant'],
      ['another callback', { redirect_uri: 'https://example.com/' }, 'redirect_uri_mismatch'],
      ['another client', { client_id: 'nobody' }, 'invalid_client_id'],
    ];
    for (const [name, change, error] of cases) {
      const { to, verifier } = await allow('riley.reyes@cirrus.example.com');
      const answer = await token({ grant_type: 'authorization_code', code: to.searchParams.get('code'), redirect_uri: REDIRECT, code_verifier: verifier, ...change });
      assert.equal(answer.status, 400, name);
      assert.equal(answer.json().error, error, name);
    }
    const { to, verifier } = await allow('riley.reyes@cirrus.example.com');
    const fields = { grant_type: 'authorization_code', code: to.searchParams.get('code'), redirect_uri: REDIRECT, code_verifier: verifier };
    assert.equal((await token(fields)).status, 200);
    assert.deepEqual((await token(fields)).json(), { error: 'invalid_grant', error_description: 'expired authorization code' });
  });

  it('shows what cannot be sent back, and sends back what can', async () => {
    const user = 'riley.reyes@cirrus.example.com';
    assert.equal((await allow(user, { redirect_uri: 'https://example.com/' })).answer.status, 400);
    assert.equal((await allow(user, { client_id: 'nobody' })).answer.status, 400);
    assert.equal((await allow('ina.inactive@cirrus.example.com')).answer.status, 400);
    const denied = (await allow(user, { decision: 'deny' })).to;
    assert.equal(denied.searchParams.get('error'), 'access_denied');
    assert.equal(denied.searchParams.get('state'), 'a state');
    assert.equal((await allow(user, { code_challenge: '' })).to.searchParams.get('error'), 'invalid_request');
  });

  it('refreshes, rotates where that is on, and revokes', async () => {
    const first = await signedIn();
    const refresh = (refresh_token) => token({ grant_type: 'refresh_token', refresh_token });
    const second = (await refresh(first.refresh_token)).json();
    assert.notEqual(second.access_token, first.access_token);
    assert.equal(second.refresh_token, undefined);
    await org.order('POST', 'shape', { rotateRefreshTokens: true });
    const third = (await refresh(first.refresh_token)).json();
    assert.match(third.refresh_token, /^5Aep/);
    assert.equal((await refresh(first.refresh_token)).json().error, 'invalid_grant');
    await send('login.salesforce.com', 'POST', '/services/oauth2/revoke', form({ token: third.refresh_token }));
    assert.equal((await refresh(third.refresh_token)).json().error, 'invalid_grant');
    await org.order('POST', 'reset');
  });
});

describe('REST by jsforce', () => {
  let connection;
  before(async () => {
    await org.order('POST', 'reset');
    connection = client(await signedIn());
  });

  it('knows who it is', async () => {
    const who = await connection.identity();
    assert.equal(who.username, 'riley.reyes@cirrus.example.com');
    assert.equal(who.display_name, 'Riley Reyes');
  });

  it('describes Lead', async () => {
    const lead = await connection.sobject('Lead').describe();
    const required = lead.fields.filter((field) => field.createable && !field.nillable && !field.defaultedOnCreate);
    assert.deepEqual(required.map((field) => field.name).sort(), ['Company', 'LastName']);
    assert.equal(lead.fields.find((field) => field.name === 'Title').length, 128);
    assert.equal(lead.fields.find((field) => field.name === 'LeadSource').restrictedPicklist, false);
  });

  it('creates, reads, updates, queries and deletes', async () => {
    const lead = connection.sobject('Lead');
    const name = "O'Bri\\en \"the 4th\"";
    const { id, success } = await lead.create({ LastName: name, Company: 'Tidewater Tools' });
    assert.equal(success, true);
    assert.match(id, /^00Q\w{15}$/);
    const literal = name.replaceAll(/[\\']/g, '\\$&');
    const found = await connection.query(`SELECT Id, Name, Owner.Name FROM Lead WHERE LastName = '${literal}'`);
    assert.deepEqual(found.records.map((one) => [one.Id, one.Owner.Name]), [[id, 'Riley Reyes']]);
    await lead.update({ Id: id, Title: 'Captain' });
    assert.equal((await lead.retrieve(id)).Title, 'Captain');
    const result = await connection.query("SELECT Id FROM Lead WHERE Company LIKE 'Tide%' AND Title IN ('Captain', 'Mate') ORDER BY CreatedDate DESC LIMIT 5");
    assert.equal(result.totalSize, 1);
    await lead.destroy(id);
    await assert.rejects(lead.retrieve(id), { errorCode: 'ENTITY_IS_DELETED' });
  });

  it('refuses in Salesforce\'s own words', async () => {
    const lead = connection.sobject('Lead');
    await org.order('POST', 'shape', { countryPicklists: true, requiredFields: false, duplicateRule: 'block', refusedCompany: 'Refused Inc' });
    await org.order('POST', 'records/Lead', { LastName: 'Twin', Company: 'Same' });
    const cases = [
      [{ LastName: 'X' }, 'REQUIRED_FIELD_MISSING'],
      [{ LastName: 'X'.repeat(81), Company: 'Y' }, 'STRING_TOO_LONG'],
      [{ LastName: 'X', Company: 'Y', CleanStatus: 'Nope' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
      [{ LastName: 'X', Company: 'Y', Country: 'Atlantis' }, 'FIELD_INTEGRITY_EXCEPTION'],
      [{ LastName: 'X', Company: 'Y', CountryCode: 'ZZ' }, 'FIELD_INTEGRITY_EXCEPTION'],
      [{ LastName: 'X', Company: 'Y', Nothing__c: 1 }, 'INVALID_FIELD'],
      [{ LastName: 'X', Company: 'Y', CreatedDate: '2026-01-01T00:00:00Z' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
      [{ LastName: 'X', Company: 'Y', Email: 'nobody' }, 'INVALID_EMAIL_ADDRESS'],
      [{ LastName: 'X', Company: 'Y', NumberOfEmployees: 'many' }, 'JSON_PARSER_ERROR'],
      [{ LastName: 'X', Company: 'Refused Inc' }, 'FIELD_CUSTOM_VALIDATION_EXCEPTION'],
      [{ LastName: 'Twin', Company: 'Same' }, 'DUPLICATES_DETECTED'],
    ];
    for (const [fields, errorCode] of cases) {
      await assert.rejects(lead.create(fields), { errorCode }, JSON.stringify(fields));
    }
    for (const [soql, errorCode] of [
      ['SELECT Id FROM Nothing', 'INVALID_TYPE'],
      ['SELECT Nothing FROM Lead', 'INVALID_FIELD'],
      ["SELECT Id FROM Lead WHERE LastName = 'a\\q'", 'MALFORMED_QUERY'],
    ]) {
      await assert.rejects(connection.query(soql), { errorCode }, soql);
    }
    await org.order('POST', 'shape', {});
  });

  it('does several things in one call', async () => {
    const before = (await org.order('GET', 'log')).filter((one) => one.counted).length;
    const { compositeResponse } = await connection.requestPost(`/services/data/v${VERSION}/composite`, {
      allOrNone: false,
      compositeRequest: [
        { method: 'POST', url: `/services/data/v${VERSION}/sobjects/Lead`, referenceId: 'lead', body: { LastName: 'One', Company: 'Call' } },
        { method: 'GET', url: `/services/data/v${VERSION}/sobjects/Lead/@{lead.id}?fields=Name`, referenceId: 'back' },
        { method: 'GET', url: `/services/data/v${VERSION}/query?q=SELECT+Id+FROM+Nothing`, referenceId: 'bad' },
      ],
    });
    assert.deepEqual(compositeResponse.map((one) => one.httpStatusCode), [201, 200, 400]);
    assert.equal(compositeResponse[1].body.Name, 'One');
    assert.equal((await org.order('GET', 'log')).filter((one) => one.counted).length, before + 1);
    const results = await connection.sobject('Lead').create([{ LastName: 'A', Company: 'B' }, { LastName: 'A' }], { allOrNone: false });
    assert.deepEqual(results.map((one) => one.success), [true, false]);
    assert.equal(results[1].errors[0].statusCode ?? results[1].errors[0].errorCode, 'REQUIRED_FIELD_MISSING');
  });

  it('meters every answer and tells the limits', async () => {
    await connection.limits();
    const usage = connection.limitInfo?.apiUsage;
    assert.equal(usage.limit, 15000);
    assert.ok(usage.used > 0);
    await org.order('POST', 'allowance', { used: 15000 });
    await assert.rejects(connection.query('SELECT Id FROM Lead'), { errorCode: 'REQUEST_LIMIT_EXCEEDED' });
    await org.order('POST', 'allowance', { used: 0 });
  });

  it('ends sessions and keeps out who may not use the API', async () => {
    const granted = await signedIn('noa.noapi@cirrus.example.com');
    const bearer = (token) => ({ headers: { authorization: `Bearer ${token}` } });
    const path = `/services/data/v${VERSION}/limits`;
    const refused = await send('cirrus-example.my.salesforce.com', 'GET', path, bearer(granted.access_token));
    assert.deepEqual([refused.status, refused.json()[0].errorCode], [403, 'API_DISABLED_FOR_ORG']);
    const other = await signedIn('oskar.other@otherorg.example.com');
    const wrong = await send('cirrus-example.my.salesforce.com', 'GET', path, bearer(other.access_token));
    assert.deepEqual([wrong.status, wrong.json()[0].errorCode], [401, 'INVALID_SESSION_ID']);
  });

  it('creates by the UI API, once for each key', async () => {
    const create = (key, body, query = '') => connection.request({
      method: 'POST', url: `/services/data/v${VERSION}/ui-api/records${query}`, body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
    });
    const count = async (name) => (await connection.query(`SELECT Id FROM Lead WHERE LastName = '${name}'`)).totalSize;
    const body = { apiName: 'Lead', fields: { FirstName: 'Ann', LastName: 'Keyed', Company: 'Northwind' } };
    const key = randomUUID();
    const first = await create(key, body);
    assert.match(first.id, /^00Q\w{15}$/);
    assert.deepEqual([first.apiName, first.fields.LastName], ['Lead', { displayValue: null, value: 'Keyed' }]);
    assert.deepEqual(await create(key, body), first);
    assert.equal(await count('Keyed'), 1);
    assert.notEqual((await create(randomUUID(), body)).id, first.id);
    assert.notEqual((await create(null, body)).id, first.id);
    assert.equal(await count('Keyed'), 3);

    await org.order('POST', 'faults', { fault: 'holdCommit', times: 1 });
    const slow = { apiName: 'Lead', fields: { LastName: 'Slow', Company: 'Northwind' } };
    const held = randomUUID();
    const waiting = create(held, slow);
    await org.order('GET', 'held');
    await assert.rejects(create(held, slow), { errorCode: 'CONFLICT' });
    assert.equal(await count('Slow'), 0);
    await org.order('DELETE', 'faults');
    const { id } = await waiting;
    assert.equal((await create(held, slow)).id, id);
    assert.equal(await count('Slow'), 1);
    await org.order('POST', 'clock', { ahead: 30 * 24 * 3600 });
    assert.notEqual((await create(held, slow)).id, id);
    await org.order('POST', 'clock', { ahead: 0 });
  });

  it('refuses by the UI API as "Error with Output"', async () => {
    const create = (body, key = randomUUID()) => send('cirrus-example.my.salesforce.com', 'POST', `/services/data/v${VERSION}/ui-api/records`, {
      headers: { authorization: `Bearer ${connection.accessToken}`, 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify(body),
    });
    const lead = (fields, more = {}) => ({ apiName: 'Lead', fields, ...more });
    await org.order('POST', 'shape/duplicates-warned');
    await org.order('POST', 'shape/unique-profile-link');
    const { id } = await org.order('POST', 'records/Lead', { LastName: 'Pair', Company: 'Alike', Profile_Link__c: 'https://www.linkedin.com/in/twin' });
    const missing = (await create(lead({ LastName: 'X' }))).json()[0];
    assert.deepEqual([missing.statusCode, missing.enhancedErrorType, missing.output.errors], [400, 'RecordError', []]);
    assert.deepEqual(missing.output.fieldErrors.Company[0], {
      constituentField: null, duplicateRecordError: null, errorCode: 'REQUIRED_FIELD_MISSING', field: 'Company', fieldLabel: 'Company', message: 'Required fields are missing: [Company]',
    });
    const twin = (await create(lead({ LastName: 'Pair', Company: 'Alike' }))).json()[0].output.errors[0];
    assert.deepEqual(twin.duplicateRecordError.matchResults, [{ apiName: 'Lead', isAllowSave: true, matchRecordIds: [id], matchRule: 'Standard_Lead_Match_Rule_v1_0' }]);
    assert.equal((await create(lead({ LastName: 'Pair', Company: 'Alike' }, { allowSaveOnDuplicate: true }))).status, 201);
    const taken = (await create(lead({ LastName: 'Y', Company: 'Z', Profile_Link__c: 'https://www.linkedin.com/in/twin' }))).json()[0].output.errors[0];
    assert.deepEqual([taken.errorCode, taken.message.endsWith(id.slice(0, 15))], ['DUPLICATE_VALUE', true]);
    await org.order('POST', 'shape/no-idempotency');
    const refused = await create(lead({ LastName: 'Y', Company: 'Z' }));
    assert.deepEqual([refused.status, refused.json()[0].message], [400, 'Idempotency not supported']);
    await org.order('POST', 'shape', {});
  });

  it('takes a Contact with its Account, and its part in an Opportunity', async () => {
    const { id: AccountId } = await connection.sobject('Account').create({ Name: 'Rivet Works', Website: 'https://rivet.example' });
    const contact = connection.sobject('Contact');
    const described = await contact.describe();
    const required = described.fields.filter((field) => field.createable && !field.nillable && !field.defaultedOnCreate);
    assert.deepEqual(required.map((field) => field.name), ['LastName']);
    assert.deepEqual(described.fields.find((field) => field.name === 'AccountId').referenceTo, ['Account']);
    const { id } = await contact.create({ LastName: 'Rivet', AccountId });
    assert.match(id, /^003\w{15}$/);
    const [found] = (await connection.query(`SELECT Id, Account.Name FROM Contact WHERE AccountId = '${AccountId}'`)).records;
    assert.deepEqual([found.Id, found.Account.Name], [id, 'Rivet Works']);
    const deal = { Name: 'Pumps', StageName: 'Prospecting', CloseDate: '2026-12-31', AccountId };
    const { id: OpportunityId } = await connection.sobject('Opportunity').create(deal);
    assert.match(OpportunityId, /^006\w{15}$/);
    const open = await connection.query(`SELECT Id, StageName, Amount FROM Opportunity WHERE AccountId = '${AccountId}' AND IsClosed = false ORDER BY CreatedDate DESC`);
    assert.deepEqual(open.records.map((one) => one.Id), [OpportunityId]);
    const role = await connection.sobject('OpportunityContactRole').create({ OpportunityId, ContactId: id, Role: 'Evaluator' });
    assert.match(role.id, /^00K\w{15}$/);
    await assert.rejects(connection.sobject('Opportunity').create({ Name: 'X', AccountId }), { errorCode: 'REQUIRED_FIELD_MISSING' });
    await assert.rejects(contact.create({ LastName: 'X', AccountId: '001000000000001AAA' }), { errorCode: 'INVALID_CROSS_REFERENCE_KEY' });
    await connection.sobject('Account').destroy(AccountId);
    await assert.rejects(contact.create({ LastName: 'X', AccountId }), { errorCode: 'ENTITY_IS_DELETED' });
  });

  it('changes a record only while nobody has changed it since', async () => {
    const lead = connection.sobject('Lead');
    const { id } = await lead.create({ LastName: 'Since', Company: 'Northwind' });
    const patch = (since, fields) => send('cirrus-example.my.salesforce.com', 'PATCH', `/services/data/v${VERSION}/sobjects/Lead/${id}`, {
      headers: { authorization: `Bearer ${connection.accessToken}`, 'content-type': 'application/json', 'if-unmodified-since': since }, body: JSON.stringify(fields),
    });
    const changed = new Date((await lead.retrieve(id)).LastModifiedDate);
    assert.equal((await patch(new Date(changed - 1000).toUTCString(), { Title: 'Mate' })).status, 412);
    assert.equal((await patch(changed.toUTCString(), { Title: 'Captain' })).status, 204);
    assert.equal((await patch('yesterday', { Title: 'Mate' })).status, 400);
    assert.equal((await lead.retrieve(id)).Title, 'Captain');
  });

  it('shows a record by the UI API, without what the user may not see', async () => {
    const { id } = await connection.sobject('Contact').create({ LastName: 'Shown', Title: 'Captain' });
    const read = await connection.request(`/services/data/v${VERSION}/ui-api/records/${id}?optionalFields=Contact.Title,Contact.Account.Name,Contact.Nothing__c,Contact.LastModifiedBy.Name`);
    assert.deepEqual(Object.keys(read.fields).sort(), ['Account', 'LastModifiedBy', 'Title']);
    assert.deepEqual([read.fields.Title.value, read.fields.LastModifiedBy.value.fields.Name.value], ['Captain', 'Riley Reyes']);
    const fields = `/services/data/v${VERSION}/ui-api/records/${id}?fields=Contact.Nothing__c`;
    await assert.rejects(connection.request(fields), { errorCode: 'INVALID_FIELD' });
  });

  it('searches', async () => {
    await org.order('POST', 'shape/large');
    await org.order('POST', 'records/Lead', { FirstName: 'William', LastName: 'Nováková', Company: 'Tidewater' });
    const { searchRecords } = await connection.search('FIND {Bill Novakova} IN NAME FIELDS RETURNING Lead(Id, Name)');
    assert.deepEqual(searchRecords.map((one) => [one.attributes.type, one.Name]), [['Lead', 'William Nováková']]);
    const both = await connection.search('FIND {(Bob OR "William") AND (Novakova)} IN NAME FIELDS RETURNING Lead(Id, Name, Owner.Name ORDER BY LastModifiedDate DESC LIMIT 5), Contact(Id)');
    assert.deepEqual(both.searchRecords.map((one) => one.Owner.Name), ['Riley Reyes']);
    await assert.rejects(connection.search('FIND {(Bob} RETURNING Lead'), { errorCode: 'MALFORMED_SEARCH' });
    await assert.rejects(connection.query("SELECT Id FROM Lead WHERE LastName = 'Nováková'"), { errorCode: 'QUERY_TIMEOUT' });
    // A composite call takes no searches, one of a batch is a search among others.
    const url = `/services/data/v${VERSION}/search?q=${encodeURIComponent('FIND {Bill Novakova} RETURNING Lead')}`;
    const { compositeResponse } = await connection.requestPost(`/services/data/v${VERSION}/composite`, {
      compositeRequest: [{ method: 'GET', url, referenceId: 'search' }],
    });
    assert.equal(compositeResponse[0].httpStatusCode, 400);
    const { results } = await connection.requestPost(`/services/data/v${VERSION}/composite/batch`, {
      batchRequests: [{ method: 'GET', url: url.replace('/services/data/', '') }],
    });
    assert.equal(results[0].result.searchRecords.length, 1);
    await org.order('POST', 'shape', {});
  });

  it('breaks a connection that was used before, after it has stored the record', async () => {
    const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
    const post = (LastName) => new Promise((resolve, reject) => {
      const host = 'cirrus-example.my.salesforce.com';
      const request = https.request({
        agent, host: '127.0.0.1', port: org.port, method: 'POST', path: `/services/data/v${VERSION}/sobjects/Lead`, rejectUnauthorized: false,
        headers: { host, authorization: `Bearer ${connection.accessToken}`, 'content-type': 'application/json' },
      }, (response) => { response.resume(); response.on('end', () => resolve(response.statusCode)); });
      request.on('error', reject);
      request.end(JSON.stringify({ LastName, Company: 'Northwind' }));
    });
    await org.order('POST', 'faults', { fault: 'cutReused', times: 1 });
    assert.equal(await post('First'), 201);
    await assert.rejects(post('Second'), { code: 'ECONNRESET' });
    const log = (await org.order('GET', 'log')).filter((one) => one.method === 'POST').slice(-2);
    assert.deepEqual(log.map((one) => [one.reused, one.status]), [[false, 201], [true, 0]]);
    assert.equal((await org.order('GET', 'records/Lead')).filter((one) => one.LastName === 'Second').length, 1);
    await org.order('DELETE', 'faults');
    agent.destroy();
  });

  it('answers an unchanged describe with 304', async () => {
    const granted = await signedIn();
    const path = `/services/data/v${VERSION}/sobjects/Lead/describe`;
    const ask = (headers) => send('cirrus-example.my.salesforce.com', 'GET', path, { headers: { authorization: `Bearer ${granted.access_token}`, ...headers } });
    const first = await ask({});
    const again = await ask({ 'if-modified-since': first.headers['last-modified'] });
    assert.deepEqual([first.status, again.status, again.text], [200, 304, '']);
    await org.order('POST', 'shape', { requiredFields: true });
    assert.equal((await ask({ 'if-modified-since': first.headers['last-modified'] })).status, 200);
    await org.order('POST', 'shape', {});
  });
});
