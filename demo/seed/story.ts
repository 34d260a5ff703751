import { CAMPAIGNS } from './campaigns/index.ts';
import { type Customer, drawCustomers } from './customers.ts';
import { DAY_MS, drawBasket, drawDay, drawPieces, type Happening, HOUR_MS } from './draw.ts';
import { FALSE_ALARMS } from './false-alarms.ts';
import { ORDINARY } from './ordinary.ts';
import { createRandom } from './random.ts';
import { drawVisit, type SeedVisit } from './visit.ts';

/** Days before the day itself. Chosen: facts are kept for thirty days (decide.md §8). */
const MONTH_DAYS = 28;
/** When customers came first. Chosen: a sighting is forgotten after 90 days (decide.md §5). */
const FIRST_DAYS = [34, 80] as const;
/** Of a whole day's visits, what comes on a day of the month before. Chosen: it must not take long. */
const SHARES = { ordinary: 0.016, falseAlarms: 0.015, campaign: 0.1 } as const;
/** Every campaign comes once in so many days. */
const CAMPAIGN_EVERY_DAYS = 9;

/** Days before now on which people work through the queue. The last time is just before the day begins. */
export const WORKED_DAYS_AGO = [25, 18, 11, 4, 2, 1] as const;
/** When they do: the shop's last visits of a day are an hour and a half before its end. */
export const WORKED_HOURS = 1.2;
const QUIET_HOURS = 1.5;

/** Everybody who comes, from the first visit to the last one. No two come at once. */
export function tellStory(): readonly SeedVisit[] {
  const customers = drawCustomers();
  const draw = (happening: Happening, daysAgo: number, share: number) =>
    happening.visits(drawDay(happening, { customers, daysAgo, share }));
  const month = Array.from({ length: MONTH_DAYS }, (_, index) => index + 1).flatMap((daysAgo) => [
    ...ORDINARY.flatMap((one) => draw(one, daysAgo, SHARES.ordinary)),
    ...FALSE_ALARMS.flatMap((one) => draw(one, daysAgo, SHARES.falseAlarms)),
    ...CAMPAIGNS.filter((_, index) => index % CAMPAIGN_EVERY_DAYS === daysAgo % CAMPAIGN_EVERY_DAYS).flatMap(
      (one) => draw(one, daysAgo, SHARES.campaign),
    ),
  ]);
  const first = customers.map(firstOrderOf);
  const day = [...ORDINARY, ...FALSE_ALARMS, ...CAMPAIGNS].flatMap((one) => draw(one, 0, 1));
  return inOrder([...first, ...month.filter(isOpen), ...day]);
}

/** Customers bought here before the month that is told: their devices are known for longer than that. */
function firstOrderOf(customer: Customer): SeedVisit {
  const random = createRandom(`first order of ${customer.account}`);
  const agoMs = random.between(...FIRST_DAYS) * DAY_MS;
  const amount = drawBasket(random, drawPieces(random));
  return drawVisit({ ...customer, agoMs, amount, who: 'customers', reason: 'known_customer' }, random);
}

/** Whether the shop is open; of the month's days it closes the last hours. */
const isOpen = ({ agoMs }: SeedVisit): boolean => agoMs > DAY_MS && agoMs % DAY_MS >= QUIET_HOURS * HOUR_MS;

/** The oldest first; a visit that comes with another one comes a millisecond later. */
function inOrder(visits: readonly SeedVisit[]): readonly SeedVisit[] {
  let last = Number.POSITIVE_INFINITY;
  return visits
    .toSorted((a, b) => b.agoMs - a.agoMs)
    .map((visit) => {
      last = Math.max(0, Math.min(Math.round(visit.agoMs), last - 1));
      return { ...visit, agoMs: last };
    });
}
