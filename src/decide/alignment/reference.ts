import people from './people.json' with { type: 'json' };
import type { Reference } from './wanted.ts';

/**
 * Where the people sit that the shipped model was made on; `npm run lab -- alignment --reference` measures it
 * once for each model.
 */
export const REFERENCE: Reference = {
  schema: people.schema,
  model: people.model,
  features: people.features.map((measure) => {
    const [median, iqr] = measure ?? [];
    return median === undefined || iqr === undefined ? null : { median, iqr };
  }),
  mediumLogit: people.mediumLogit,
};
