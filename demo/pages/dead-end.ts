import { at, type Frame, type Html } from './layout.ts';
import { noticePage } from './notice.ts';

/** For an order that is refused. It gives no reason: a reason tells a thief what to change. */
export function refusedPage(frame: Frame): Html {
  return noticePage(frame, {
    title: 'We cannot take this order',
    text: 'Nothing was charged, and your basket is as you left it. If you think this is a mistake, please write to help@kiln-and-kettle.example and a person will look into it.',
    href: at(frame, '/cart'),
    link: 'Back to your basket',
  });
}

/** For an empty basket, because its order, if there is one, was sent already. */
export function alreadySent(frame: Frame, order: string | undefined): Html {
  const title = 'There is nothing left to pay';
  if (order === undefined)
    return noticePage(frame, {
      title,
      text: 'Your basket is empty.',
      href: at(frame, '/'),
      link: 'Back to the shop',
    });
  const text = 'This order was already sent; it was not sent twice.';
  return noticePage(frame, { title, text, href: at(frame, `/order/${order}`), link: `See order ${order}` });
}
