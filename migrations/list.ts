import type { MigrationObject } from '@mikro-orm/core'
import { Migration20261122000000Start } from './20261122000000-start.ts'
import { Migration20261130001100Engine } from './20261130001100-engine.ts'
import { Migration20261130001200BulkMoves } from './20261130001200-bulk-moves.ts'
import { Migration20261130002100Equipment } from './20261130002100-equipment.ts'
import { Migration20261130002200Dictionary } from './20261130002200-dictionary.ts'
import { Migration20261130002300DictionaryReaders } from './20261130002300-dictionary-readers.ts'
import { Migration20261130003100WorkflowMigration } from './20261130003100-workflow-migration.ts'
import { Migration20261130003900DefinitionLife } from './20261130003900-definition-life.ts'
import { Migration20261130004100MasterData } from './20261130004100-master-data.ts'
import { Migration20261130006000TraceFunctions } from './20261130006000-trace-functions.ts'
import { Migration20261130006100RuleSets } from './20261130006100-rule-sets.ts'
import { Migration20261130007100Notices } from './20261130007100-notices.ts'
import { Migration20261130009800Network } from './20261130009800-network.ts'
import { Migration20261130009900TenantRoles } from './20261130009900-tenant-roles.ts'
import { Migration20261130012000DeviationWorkflow } from './20261130012000-deviation-workflow.ts'
import { Migration20261130045000ItemMinimumShelfLife } from './20261130045000-item-minimum-shelf-life.ts'
import { Migration20261130072000Events } from './20261130072000-events.ts'
import { Migration20261130073100ReplayPilot } from './20261130073100-replay-pilot.ts'
import { Migration20261130084000Cases } from './20261130084000-cases.ts'
import { Migration20261130084500BusinessCalendars } from './20261130084500-business-calendars.ts'
import { Migration20261130090000HeldFrom } from './20261130090000-held-from.ts'
import { Migration20261130090100NestedContainers } from './20261130090100-nested-containers.ts'
import { Migration20261130092000EventFunctions } from './20261130092000-event-functions.ts'

import { Migration20261130092100LotStory } from './20261130092100-lot-story.ts'

import { Migration20261130093000SharedLotCode } from './20261130093000-shared-lot-code.ts'

import { Migration20261130094000SupplierOnboarding } from './20261130094000-supplier-onboarding.ts'
import { Migration20261130096000ProcedureAcknowledgeBy } from './20261130096000-procedure-acknowledge-by.ts'
import { Migration20261130097000ApprovalCovers } from './20261130097000-approval-covers.ts'

/** Migrations in their order. Add at the end; never edit one that has landed. */
export const migrations: MigrationObject[] = [
	{ name: '20261122000000-start', class: Migration20261122000000Start },
	{ name: '20261130001100-engine', class: Migration20261130001100Engine },
	{ name: '20261130001200-bulk-moves', class: Migration20261130001200BulkMoves },
	{ name: '20261130002100-equipment', class: Migration20261130002100Equipment },
	{ name: '20261130002200-dictionary', class: Migration20261130002200Dictionary },
	{ name: '20261130002300-dictionary-readers', class: Migration20261130002300DictionaryReaders },
	{ name: '20261130003100-workflow-migration', class: Migration20261130003100WorkflowMigration },
	{ name: '20261130003900-definition-life', class: Migration20261130003900DefinitionLife },
	{ name: '20261130004100-master-data', class: Migration20261130004100MasterData },
	{ name: '20261130006000-trace-functions', class: Migration20261130006000TraceFunctions },
	{ name: '20261130006100-rule-sets', class: Migration20261130006100RuleSets },
	{ name: '20261130007100-notices', class: Migration20261130007100Notices },
	{ name: '20261130009800-network', class: Migration20261130009800Network },
	{ name: '20261130009900-tenant-roles', class: Migration20261130009900TenantRoles },
	{ name: '20261130012000-deviation-workflow', class: Migration20261130012000DeviationWorkflow },
	{ name: '20261130072000-events', class: Migration20261130072000Events },
	{ name: '20261130073100-replay-pilot', class: Migration20261130073100ReplayPilot },
	{ name: '20261130084000-cases', class: Migration20261130084000Cases },
	{ name: '20261130045000-item-minimum-shelf-life', class: Migration20261130045000ItemMinimumShelfLife },
	{ name: '20261130084500-business-calendars', class: Migration20261130084500BusinessCalendars },
	{ name: '20261130096000-procedure-acknowledge-by', class: Migration20261130096000ProcedureAcknowledgeBy },
	{ name: '20261130092000-event-functions', class: Migration20261130092000EventFunctions },
	{ name: '20261130094000-supplier-onboarding', class: Migration20261130094000SupplierOnboarding },
	{ name: '20261130090000-held-from', class: Migration20261130090000HeldFrom },
	{ name: '20261130090100-nested-containers', class: Migration20261130090100NestedContainers },
	{ name: '20261130092100-lot-story', class: Migration20261130092100LotStory },
	{ name: '20261130093000-shared-lot-code', class: Migration20261130093000SharedLotCode },
	{ name: '20261130097000-approval-covers', class: Migration20261130097000ApprovalCovers },
]
