import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { BERLIN, type Device, openDevice, TOKYO } from './device.ts';
import { openStoryShop, type StoryShop } from './shop.ts';

const NEW_YORK = '40.71,-74.01';
const DAY = 24 * 60;

let shop: StoryShop;
let browser: Browser;
const devices: Device[] = [];
beforeAll(async () => {
  shop = await openStoryShop();
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
});
afterAll(async () => {
  await Promise.all(devices.map((device) => device.close()));
  await browser?.close();
  await shop?.stop();
});

/** A browser profile that nobody has seen before. */
async function newDevice(): Promise<Device> {
  const device = await openDevice(browser, shop);
  devices.push(device);
  return device;
}

/** An account of its own for each story. */
let count = 0;
const newAccount = () => `mara.${++count}@post.example`;

const PLACED = /^\/order\//;
const knownText = (device: Device) => device.page.textContent('.known');

describe('two countries in five minutes', () => {
  it('on another device are asked for a code, and are at home there once it was right', async () => {
    const email = newAccount();
    const [owner, stranger] = [await newDevice(), await newDevice()];
    expect(await owner.buy({ email, place: BERLIN })).toMatchObject({ decision: 'allow', travel: 'unknown' });

    shop.pass(5);
    const asked = await stranger.buy({ email, place: TOKYO });
    expect(asked).toMatchObject({
      path: '/verify',
      decision: 'challenge',
      rule: 'someone_else_far_away',
      travel: 'someone_else',
    });
    expect(await knownText(stranger)).toContain('Berlin → Tokyo, 8,800 km in 5 min, other device');
    expect((await stranger.enterCode()).path).toMatch(PLACED);

    shop.pass(5);
    const again = await stranger.buy({ email, place: TOKYO });
    expect(again).toMatchObject({ decision: 'allow', rule: '', travel: 'plausible' });
    expect(await knownText(stranger)).toContain('known since today');
  });

  it('on the account’s own device are its network, and nothing is asked', async () => {
    const email = newAccount();
    const owner = await newDevice();
    await owner.buy({ email, place: BERLIN });
    shop.pass(5);
    const moved = await owner.buy({ email, place: TOKYO });
    expect(moved).toMatchObject({ decision: 'allow', rule: '', travel: 'network_moved' });
    expect(await knownText(owner)).toContain('Berlin → Tokyo, 8,800 km in 5 min, own device');
  });
});

describe('a VPN', () => {
  it('is no reason to ask the account’s own device, and one to ask a new device', async () => {
    const email = newAccount();
    const [owner, stranger] = [await newDevice(), await newDevice()];
    await owner.buy({ email, place: BERLIN });
    shop.pass(5);
    const own = await owner.buy({ email, place: NEW_YORK, network: 'vpn' });
    expect(own).toMatchObject({ decision: 'allow', travel: 'network_moved' });
    const other = await stranger.buy({ email, place: NEW_YORK, network: 'vpn' });
    expect(other).toMatchObject({ decision: 'challenge', rule: 'strange_key_moved' });
    expect(await knownText(stranger)).toContain('other device, by VPN');
  });
});

describe('a stolen cookie', () => {
  it('in another browser is asked for a code', async () => {
    const email = newAccount();
    const [owner, thief] = [await newDevice(), await newDevice()];
    await owner.buy({ email, place: BERLIN });
    await thief.page.context().addCookies(await owner.boundCookies());
    // A thief does not announce a new key.
    await thief.page.context().route('**/tellsign/enrol', (route) => route.abort());
    const asked = await thief.buy({ email, place: BERLIN });
    expect(asked).toMatchObject({ path: '/verify', decision: 'challenge', rule: 'stolen_cookie' });
  });
});

describe('many cards on one device', () => {
  it('are refused from the fifth on, without a word of why', async () => {
    const tester = await newDevice();
    const seen = [];
    for (let card = 0; card < 8; card++)
      seen.push(await tester.buy({ email: newAccount(), place: BERLIN, card: cardNumber(card) }));
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200, 200, 403, 403, 403, 403]);
    expect(seen.at(-1)?.title).toBe('We cannot take this order');
    expect(shop.decisions.at(-1)).toMatchObject({ outcome: 'deny', rule: 'card_testing' });
    expect(await tester.page.textContent('main')).not.toMatch(/card|rule|score|velocity|device/i);
    expect(await tester.page.locator('#verdict').count()).toBe(0);
  });
});

describe('a large purchase on a business trip', () => {
  it('passes on a device of ninety days, and is asked about on one of ten minutes', async () => {
    const email = newAccount();
    const [old, fresh] = [await newDevice(), await newDevice()];
    await old.buy({ email, place: BERLIN });
    shop.pass(89 * DAY);
    await old.buy({ email, place: BERLIN });
    shop.pass(DAY);
    const large = await old.buy({ email, place: TOKYO, pieces: 8 });
    expect(large).toMatchObject({ decision: 'allow', travel: 'plausible' });
    expect(await knownText(old)).toContain('known for 90 days');

    await fresh.buy({ email, place: TOKYO });
    shop.pass(10);
    const asked = await fresh.buy({ email, place: TOKYO, pieces: 8 });
    expect(asked).toMatchObject({ decision: 'challenge', rule: 'new_key_big_amount' });
  });
});

/** A number of the test range 4000 00, with its Luhn check digit. */
function cardNumber(serial: number): string {
  const digits = `400000000000${String(serial).padStart(3, '0')}`;
  const sum = [...digits].reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
