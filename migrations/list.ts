import type { MigrationObject } from '@mikro-orm/core'
import { Migration20261122000000Start } from './20261122000000-start.ts'

/** Migrations in their order. Add at the end; never edit one that has landed. */
export const migrations: MigrationObject[] = [{ name: '20261122000000-start', class: Migration20261122000000Start }]
