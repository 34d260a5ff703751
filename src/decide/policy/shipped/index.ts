import checkout from './checkout.json' with { type: 'json' };
import login from './login.json' with { type: 'json' };
import signup from './signup.json' with { type: 'json' };

/**
 * The policies that come with the package, as somebody would write them. Their figures are judgement until a
 * site has data of its own.
 */
export const SHIPPED: { readonly checkout: unknown; readonly login: unknown; readonly signup: unknown } = {
  checkout,
  login,
  signup,
};
