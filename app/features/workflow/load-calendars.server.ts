import type { Calendars } from '#app/core/business-calendar.ts'
import { calendarsOf } from '#app/features/calendars/calendars.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

/**
 * The business calendars that a decision by this definition needs, as a part of its context; nothing is read for one whose
 * deadlines all count elapsed time.
 */
export const calendarsFor = async (
	ctx: Context,
	definition: WorkflowDefinition,
): Promise<{ readonly calendars?: Calendars }> =>
	indexOf(definition).usesCalendars ? { calendars: await calendarsOf(ctx) } : {}
