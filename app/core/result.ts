/** The outcome of something that may fail in an expected way: a value, never a throw. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** Wraps the value of a successful outcome. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

/** Wraps the error of an expected failure. `error.code` is stable and kebab-case. */
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })
