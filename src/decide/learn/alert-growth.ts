/** Visits that were decided, and how many of them had an alert. */
export interface AlertCount {
  readonly visits: number;
  readonly alerts: number;
}

/** A curve is taken back where alerts grow by more than this (decide.md §8). */
const GROWTH = 1.5;
/** What is bet on: that they have doubled. Chosen: it wins from 1.44 times as many on. */
const BET = 2;
/** Fewer visits say nothing. Chosen: a rate of 5 % is then known to within 2 %. */
const LEAST_VISITS = 100;
/** What a gambler has to win. By chance one curve in so many is taken back, however often anybody looks. */
const LEAST_WON = 1000;

/**
 * Whether alerts have grown by more than half, and by more than chance explains on both days.
 *
 * Alerts are taken as a Poisson process of visits; where there are many, chance is less than that. Of n
 * visits before and m since, a and b had an alert. Where nothing has changed, each of these a + b came since
 * with probability m / (n + m), whatever their rate; where alerts are r times as frequent, with
 * r·m / (n + r·m) (Przyborowski and Wilenski 1940). The ratio of both likelihoods,
 * r^b · ((n + m) / (n + r·m))^(a + b), is what a gambler has made of 1 who bet on r. Its mean is 1 at every
 * m. Over the rates that fit a, by the prior 1 / rate, it is a martingale as visits come, and passes 1,000
 * once in 1,000 days at the most (Ville 1939; Pérez-Ortiz et al. 2024, E-statistics, group invariance and
 * anytime-valid testing): any number of processes may look at any time. Single rates are simulated in the
 * test. Of eighteen tried, with 100 to 10,000 visits a day, the worst was once in some 2,500 days.
 */
export function hasGrown(was: AlertCount, is: AlertCount): boolean {
  if (was.visits < LEAST_VISITS || is.visits < LEAST_VISITS) return false;
  if (is.alerts * was.visits <= GROWTH * was.alerts * is.visits) return false;
  const visits = was.visits + is.visits;
  const won =
    is.alerts * Math.log(BET) + (was.alerts + is.alerts) * Math.log(visits / (was.visits + BET * is.visits));
  return won >= Math.log(LEAST_WON);
}
