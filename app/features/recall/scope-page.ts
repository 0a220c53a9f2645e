/** Lots shown of a scope at once; the trace shows all. */
export const SCOPE_PAGE = 500
