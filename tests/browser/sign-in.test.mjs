// Signing in: the ways in which it does not end well, and staying signed in.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { LEAD, SECOND, World } from './harness.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

/** A popup that asks to sign in. */
async function signedOut(settings) {
  await world.setUp(settings);
  world.profile_page = await world.visit(LEAD);
  const popup = await world.popup(world.profile_page);
  await popup.getByRole('button', { name: 'Sign in to Salesforce' }).waitFor();
  return popup;
}

const alert = (popup, name) => popup.getByRole('alert').getByRole('heading', { name }).waitFor();

describe('signing in', () => {
  it('says what happened when access is denied, and can be tried again', async () => {
    const popup = await signedOut();
    await world.signIn(popup, { decision: 'Deny' });
    await alert(popup, 'Salesforce was told not to allow access.');
    await world.signIn(popup);
    await popup.getByRole('button', { name: 'Create lead' }).waitFor();
  });

  it('says what happened when the window is closed', async () => {
    const popup = await signedOut();
    const window = await world.opened(() => popup.getByRole('button', { name: 'Sign in to Salesforce' }).click());
    await window.close();
    await alert(popup, 'The sign-in window was closed before sign-in was complete.');
    assert.deepEqual((await world.org.order('GET', 'tokens')).all, []);
  });

  for (const [shape, words] of [
    [{ wrongState: true }, 'The answer to the sign-in did not belong to this sign-in, so it was refused.'],
    [{ oauthError: 'OAUTH_APP_BLOCKED' }, 'The org’s administrator has blocked the app for you.'],
    [{ oauthError: 'OAUTH_EC_APP_NOT_FOUND' }, 'The org does not know this app.'],
    [{ oauthError: 'invalid_client' }, 'The app is not installed in this org, or the consumer key is wrong.'],
    [{ oauthError: 'OAUTH_APPROVAL_ERROR_GENERIC' }, 'Salesforce could not approve the app for you.'],
  ]) {
    it(`refuses: ${words}`, async () => {
      await world.org.order('POST', 'shape', shape);
      const popup = await signedOut();
      const button = popup.getByRole('button', { name: 'Sign in to Salesforce' });
      if (shape.wrongState) await world.signIn(popup);
      else await button.click();
      await alert(popup, words);
      assert.deepEqual((await world.org.order('GET', 'tokens')).all, []);
      assert.equal(await popup.getByRole('button', { name: 'Create lead' }).count(), 0);
    });
  }

  it('says that the sign-in page could not be loaded', async () => {
    const popup = await signedOut();
    await world.org.order('POST', 'faults', { fault: 'cutBefore', path: '/services/oauth2/authorize' });
    await popup.getByRole('button', { name: 'Sign in to Salesforce' }).click();
    await alert(popup, 'The sign-in page could not be loaded.');
  });

  it('says that Salesforce cannot be reached', async () => {
    const popup = await signedOut();
    await world.org.order('POST', 'faults', { fault: 'cutBefore', path: '/services/oauth2/token' });
    await world.signIn(popup);
    await alert(popup, 'Salesforce could not be reached.');
  });

  it('refuses another org, names both, and gives its access back', async () => {
    const popup = await signedOut({ organization: '00DPx0000000001' });
    await world.signIn(popup, { user: 'Oskar Other' });
    await alert(popup, 'You signed in to another Salesforce org than your company’s');
    await popup.getByText('otherorg-example.my.salesforce.com').waitFor();
    await popup.getByText('Expected org 00DPx0000000001').waitFor();
    const tokens = await world.org.order('GET', 'tokens');
    assert.equal(tokens.liveRefresh + tokens.liveAccess, 0);
    await world.signIn(popup);
    await popup.getByRole('button', { name: 'Create lead' }).waitFor();
  });

  it('takes the right org by its id of 15 characters', async () => {
    const popup = await signedOut({ organization: '00DPx0000000001' });
    await world.signIn(popup);
    await popup.getByRole('button', { name: 'Create lead' }).waitFor();
  });

  it('works in a sandbox, and says so', async () => {
    const options = await world.configure();
    await options.getByRole('radio', { name: 'Sandbox (test.salesforce.com)' }).check();
    await options.getByText('Saved.', { exact: true }).waitFor();
    await options.close();
    const popup = await world.popup(await world.visit(LEAD));
    await world.signIn(popup, { user: 'Sam Sandbox' });
    await popup.getByText('Sandbox', { exact: true }).waitFor();
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    assert.equal((await world.records('Lead', 2)).length, 1);
    assert.equal((await world.records('Lead')).length, 0);
  });

  it('creates what was asked for by itself, once a session that ended is followed by another', async () => {
    const popup = await world.atForm();
    await popup.getByLabel('Company').fill('Kept Company');
    await world.org.order('POST', 'revoke');
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await alert(popup, 'Your Salesforce session has ended.');
    // Salesforce remembers who that was, and asks nothing.
    await popup.getByText('It is kept, and created once you are signed in.').waitFor();
    await popup.getByRole('button', { name: 'Sign in to Salesforce' }).click();
    await popup.getByText('Created from this profile').waitFor();
    assert.deepEqual((await world.records('Lead')).map((lead) => lead.Company), ['Kept Company']);
  });

  for (const rotateRefreshTokens of [false, true]) {
    it(`renews an expired session unseen, ${rotateRefreshTokens ? 'with' : 'without'} rotation`, async () => {
      await world.org.order('POST', 'shape', { rotateRefreshTokens });
      const popup = await world.atForm();
      for (let round = 0; round < 2; round += 1) await world.org.order('POST', 'expire');
      await popup.getByRole('button', { name: 'Create lead' }).click();
      await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
      assert.equal((await world.records('Lead')).length, 1);
    });
  }

  it('goes on after the browser stopped the worker', async () => {
    const popup = await world.atForm();
    await world.stopWorker(popup);
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    assert.equal((await world.records('Lead')).length, 1);
  });

  it('renews once for two tabs that save at the same time, with rotation', async () => {
    await world.org.order('POST', 'shape', { rotateRefreshTokens: true });
    const one = await world.atForm();
    const two = await world.popup(await world.visit(SECOND));
    await two.getByRole('button', { name: 'Create lead' }).waitFor();
    // What the second popup asks is answered: it renews nothing any more.
    await world.looked(two);
    await world.org.order('POST', 'expire');
    await world.org.order('DELETE', 'log');
    await Promise.all([one, two].map((popup) => popup.getByRole('button', { name: 'Create lead' }).click()));
    await Promise.all([one, two].map((popup) => popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor()));
    const refreshes = (await world.org.order('GET', 'log')).filter((logged) => logged.path.endsWith('/token'));
    assert.equal(refreshes.length, 1);
    assert.deepEqual((await world.records('Lead')).map((lead) => lead.LastName).sort(), ['Plum', 'Vandermeer']);
  });

  it('says so when the worker was stopped between the window and its answer', async () => {
    const popup = await signedOut();
    const window = await world.opened(() => popup.getByRole('button', { name: 'Sign in to Salesforce' }).click());
    await world.stopWorker(popup);
    await popup.close();
    await window.close();
    const again = await world.popup(world.profile_page);
    await alert(again, 'The browser stopped the sign-in before it was complete.');
    await world.signIn(again);
    await again.getByRole('button', { name: 'Create lead' }).waitFor();
  });

  for (const stay of [true, false]) {
    it(`${stay ? 'stays signed in' : 'asks again'} after the browser restarts, as the setting says`, async () => {
      const popup = await world.atForm({ settings: { stay } });
      await popup.close();
      await world.restart();
      const next = await world.popup(await world.visit(LEAD));
      const name = stay ? 'Create lead' : 'Sign in to Salesforce';
      await next.getByRole('button', { name }).waitFor();
    });
  }

  it('lets the first admin hold everyone to the org that was tested', async () => {
    const options = await world.configure();
    const window = await world.opened(() => options.getByRole('button', { name: 'Test the connection' }).click());
    await window.getByRole('radio', { name: 'Alex Admin' }).check();
    await Promise.all([window.waitForEvent('close'), window.getByRole('button', { name: 'Allow' }).click()]);
    await options.getByRole('heading', { name: 'The connection works' }).waitFor();
    await options.getByText('Cirrus Example 00DPx0000000001').waitFor();
    await options.getByRole('button', { name: 'Hold everyone to this org' }).click();
    await options.getByText('Saved.', { exact: true }).waitFor();
    assert.match(await options.getByLabel('Organization ID').inputValue(), /^00DPx0000000001/);
    await options.getByRole('button', { name: 'Sign out' }).click();
    await options.getByText('Signed out.').waitFor();
    const popup = await world.popup(await world.visit(LEAD));
    await world.context.clearCookies();
    await world.signIn(popup, { user: 'Oskar Other' });
    await alert(popup, 'You signed in to another Salesforce org than your company’s');
  });

  it('signs out in the popup, and signs in as someone else on the options page', async () => {
    const popup = await world.atForm();
    await popup.getByRole('button', { name: 'Sign out' }).click();
    await popup.getByText('You are signed out.').waitFor();
    const tokens = await world.org.order('GET', 'tokens');
    assert.equal(tokens.liveRefresh + tokens.liveAccess, 0);
    await popup.getByRole('button', { name: 'Sign in to Salesforce' }).click();
    await popup.getByRole('button', { name: 'Create lead' }).waitFor();
    const options = await world.context.newPage();
    await options.goto(world.url('options.html'));
    const window = await world.opened(() => options.getByRole('button', { name: 'Sign in as someone else' }).click());
    await window.getByRole('radio', { name: 'Alex Admin' }).check();
    await Promise.all([window.waitForEvent('close'), window.getByRole('button', { name: 'Allow' }).click()]);
    await options.getByText('Alex Admin (alex.admin@cirrus.example.com)').first().waitFor();
  });

  it('signs out on the options page: Salesforce revokes, the browser forgets', async () => {
    const popup = await world.atForm();
    await popup.close();
    const options = await world.context.newPage();
    await options.goto(world.url('options.html'));
    await options.getByRole('button', { name: 'Sign out' }).click();
    await options.getByText('Signed out.').waitFor();
    const tokens = await world.org.order('GET', 'tokens');
    assert.equal(tokens.liveRefresh + tokens.liveAccess, 0);
    const again = await world.popup(world.profile_page);
    await again.getByRole('button', { name: 'Sign in to Salesforce' }).waitFor();
  });
});
