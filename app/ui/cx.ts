/** Joins class names; what is no text falls out, so that `condition && 'class'` works with any condition. */
export const cx = (...parts: readonly unknown[]): string =>
	parts.filter((part) => typeof part === 'string' && part !== '').join(' ')
