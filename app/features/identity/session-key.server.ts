/** How a page names a session: too short to be the stored hash, long enough to be one person's alone. */
export const sessionKey = (tokenHash: string): string => tokenHash.slice(0, 24)
