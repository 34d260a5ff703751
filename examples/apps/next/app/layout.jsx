/** No icon yet: browsers ask for none. */
export const metadata = { title: 'Checkout', icons: 'data:,' };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
