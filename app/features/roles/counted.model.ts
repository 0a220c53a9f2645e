/** Records are counted up to here; above it a page says that there are more. */
export const COUNTED_MOST = 10_000
