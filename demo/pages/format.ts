/** A logit weight with its sign, for people. */
export function signed(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  if (value > 0) return `+${text}`;
  return value < 0 ? `−${text}` : text;
}

/** A probability for people; never rounded to a certainty that nobody has. */
export function percent(probability: number): string {
  if (probability > 0.999) return '> 99.9 %';
  return probability < 0.001 ? '< 0.1 %' : `${(probability * 100).toFixed(1)} %`;
}
