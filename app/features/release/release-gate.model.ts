/** The rule set that a lot has to pass before it is released. */
export const RELEASE_GATE = 'release_gate'
