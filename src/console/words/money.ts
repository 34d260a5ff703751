/** Decimals matter below this amount. Chosen: at a hundred, cents are under a hundredth. */
const SMALL = 100;

/** Such as “€1,210” or “€4.20”; “no amount” where it is not known. */
export function money(amount: number | null, currency: string | null): string {
  if (amount === null || currency === null) return 'no amount';
  const digits = Math.abs(amount) < SMALL && !Number.isInteger(amount) ? 2 : 0;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

/** Such as “3.1 %”: two digits that count. */
export function percent(share: number): string {
  const value = share * 100;
  const digits = value > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)}\u00a0%`;
}

export const count = (value: number): string => new Intl.NumberFormat('en').format(value);

/** Such as “1 alert” or “14 alerts”. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** Logit units with a sign: “+1.25”, “−0.40”. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  if (Number(text) === 0) return '0.00';
  return value > 0 ? `+${text}` : `−${text}`;
}
