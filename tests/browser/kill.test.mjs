// A create that is stopped: the browser ends the worker, or dies whole, at each
// moment that matters. Afterwards the org holds the Lead once, and the journal
// knows it.

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

const order = (...words) => world.org.order(...words);
const held = () => order('GET', 'held');

/** Lets the worker wait for the browser for ever, in one call of it, and says when it does. */
async function halted(wait) {
  const worker = world.context.serviceWorkers().at(-1);
  await worker.evaluate(`globalThis.waits = new Promise((reached) => {
    const never = () => new Promise(() => reached());
    (${wait})(never);
  }); 0`);
  return () => worker.evaluate('globalThis.waits');
}

/** How the journal has it at this moment. */
const standing = () => world.inside(async () => {
  const all = await chrome.storage.local.get(null);
  const entries = Object.keys(all).filter((key) => key.startsWith('journal:'));
  return entries.map((key) => Object.keys(all[key].state)[0]);
});

const MOMENTS = [
  {
    name: 'written down and not sent',
    hold: () => halted((never) => { chrome.alarms.create = never; }),
    standing: 'sent',
    there: 0,
  },
  {
    name: 'sent and not carried out, which comes after it was sent again',
    hold: async () => {
      await order('POST', 'faults', { fault: 'holdBefore', path: '/ui-api/records', times: 1 });
      return held;
    },
    standing: 'sent',
    there: 0,
    late: async (popup) => {
      await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
      await order('DELETE', 'faults');
    },
  },
  {
    name: 'sent and being carried out',
    hold: async () => {
      await order('POST', 'faults', { fault: 'holdCommit', path: '/ui-api/records', times: 1 });
      return held;
    },
    standing: 'sent',
    there: 0,
    late: async (popup) => {
      await popup.getByText('This Lead was sent. Whether it was saved is being checked.').waitFor();
      await world.badge('1');
      await order('DELETE', 'faults');
      const again = popup.getByRole('button', { name: 'Try again' });
      // A browser that has just started may have finished it by itself.
      await again.or(popup.getByRole('link', { name: 'Open in Salesforce' })).waitFor();
      await again.click({ timeout: 2_000 }).catch(() => {});
    },
  },
  {
    name: 'carried out, the answer on its way',
    hold: async () => {
      await order('POST', 'faults', { fault: 'holdAfter', path: '/ui-api/records', times: 1 });
      return held;
    },
    standing: 'sent',
    there: 1,
  },
  {
    name: 'answered, and the answer not written down',
    hold: () => halted((never) => {
      const { local } = chrome.storage;
      const set = local.set.bind(local);
      local.set = (items) => (Object.values(items).some((value) => value?.state?.created) ? never() : set(items));
    }),
    standing: 'sent',
    there: 1,
  },
  {
    name: 'created and written down, the popup not told',
    hold: () => halted((never) => { chrome.alarms.clear = never; }),
    standing: 'created',
    there: 1,
  },
];

const WAYS = {
  'the worker is stopped': (popup) => world.stopWorker(popup),
  'the browser is killed': () => world.kill(),
};

for (const [way, stop] of Object.entries(WAYS)) {
  describe(`${way} over a create`, () => {
    for (const moment of MOMENTS) {
      it(moment.name, async () => {
        let popup = await world.atForm();
        const reached = await moment.hold(popup);
        await popup.getByRole('button', { name: 'Create lead' }).click();
        await reached();
        assert.deepEqual(await standing(), [moment.standing]);
        assert.equal((await world.records('Lead')).length, moment.there);
        await stop(popup);
        if (!moment.late) await order('DELETE', 'faults');
        // After a kill there is no popup any more.
        if (popup.isClosed()) popup = await world.popup(await world.visit(LEAD));
        await moment.late?.(popup);
        await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
        assert.equal((await world.records('Lead')).length, 1);
        assert.deepEqual(await standing(), ['created']);
        await world.badge('');
        await popup.bringToFront();
        await popup.getByRole('button', { name: 'Recent records' }).click();
        await popup.getByText('1 entry found').waitFor();
        await popup.getByRole('listitem', { name: 'Marisol Vandermeer' }).getByText('Created', { exact: true }).waitFor();
      });
    }
  });
}

describe('two computers of one rep', () => {
  let other;
  before(async () => { other = await World.start({ beside: world }); });
  after(() => other.stop());
  afterEach(() => { assert.deepEqual(other.errors, []); });

  /** The other computer's form, of another person or of the same one. */
  const there = async (address) => {
    await other.setUp();
    const popup = await other.popup(await other.visit(address));
    await other.signIn(popup);
    await other.looked(popup);
    return popup;
  };
  const create = (popup) => popup.getByRole('button', { name: 'Create lead' }).click();
  const lost = (popup) => popup.getByText('This Lead was sent. Whether it was saved is being checked.').waitFor();
  const created = (popup) => popup.getByText('Created from this profile').waitFor();
  const names = async () => (await world.records('Lead')).map((lead) => lead.LastName).sort();

  it('make one Lead each, though both lose the answer and one dies over it', async () => {
    const here = await world.atForm();
    const second = await there(SECOND);
    await order('POST', 'faults', { fault: 'unavailableAfter', path: '/ui-api/records' });
    await Promise.all([create(here), create(second)]);
    await Promise.all([lost(here), lost(second)]);
    const before = await names();
    assert.equal(before.length, 2);
    await other.kill();
    await order('DELETE', 'faults');
    await here.getByRole('button', { name: 'Try again' }).click();
    await here.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    await created(await other.popup(await other.visit(SECOND)));
    await other.badge('');
    assert.deepEqual(await names(), before);
    await other.reset();
  });

  it('see what the other has made, also while its answer is lost', async () => {
    const here = await world.atForm();
    await order('POST', 'faults', { fault: 'unavailableAfter', path: '/ui-api/records' });
    await create(here);
    await lost(here);
    await order('DELETE', 'faults');
    const second = await there(LEAD);
    await second.getByRole('heading', { name: '1 record may be this person' }).waitFor();
    await second.getByRole('button', { name: 'Match' }).click();
    await second.getByRole('heading', { name: 'Already in your CRM' }).waitFor();
    await here.getByRole('button', { name: 'Try again' }).click();
    await here.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    assert.deepEqual(await names(), ['Vandermeer']);
    await other.reset();
  });
});

describe('a network that repeats the create', () => {
  it('makes one Lead where Chrome itself sends it again', async () => {
    const popup = await world.atForm();
    // Only a connection that was used before is broken so, and such a POST Chrome repeats.
    await order('POST', 'faults', { fault: 'cutReused', path: '/ui-api/records', times: 1 });
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    const sent = (await order('GET', 'log')).filter((one) => one.path.endsWith('/ui-api/records'));
    assert.deepEqual(sent.map((one) => one.status), [0, 201]);
    assert.equal((await world.records('Lead')).length, 1);
  });
});
