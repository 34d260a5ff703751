declare module 'virtual:worker' {
  /** The built worker, as text. */
  const text: string;
  export default text;
}
