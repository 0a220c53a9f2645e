import { APP_ROLE } from './tenant-table.server.ts'

/**
 * What a transaction begins with: its settings and the application's role, which cannot pass row-level security. The role
 * is a setting like the others and goes with them in one round trip.
 */
export const sessionOf = (settings: Record<string, string>) => ({ variables: { ...settings, role: APP_ROLE } })
