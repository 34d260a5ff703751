/** What a polluted prototype would change. */
const PROTOTYPES = [
  Object,
  Function,
  Array,
  String,
  Number,
  Boolean,
  Symbol,
  BigInt,
  RegExp,
  Promise,
  Map,
  Set,
  Uint8Array,
  Object.getPrototypeOf(Uint8Array),
  ArrayBuffer,
  DataView,
].map(({ prototype }) => prototype as object);

/** Every member of the intrinsic prototypes, to be compared with later. */
export type Snapshot = readonly (readonly unknown[])[];

export function takeIntrinsics(): Snapshot {
  return PROTOTYPES.flatMap((prototype) =>
    Reflect.ownKeys(prototype).map((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
      return [key, value, get, set];
    }),
  );
}

export function areIntrinsics(before: Snapshot): boolean {
  const now = takeIntrinsics();
  return (
    now.length === before.length &&
    now.every((member, i) => member.every((part, j) => Object.is(part, before[i]?.[j])))
  );
}

/** From here on whoever writes to one gets a TypeError. */
export function freezeIntrinsics(): void {
  for (const prototype of PROTOTYPES) Object.freeze(prototype);
}
