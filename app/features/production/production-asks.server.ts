import type { LocalizedText } from '#app/core/localized.ts'
import { isZero } from '#app/core/quantity.ts'
import { pinnedDefinition } from '#app/features/workflow/pinned-definition.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LineStanding } from './line.queries.server.ts'
import { bothNames, bothWords, condition } from './order-conditions.server.ts'
import type { OrderHead } from './order-record.queries.server.ts'
import type { ProductionAsks } from './order-steps.model.ts'

/** What beginning on a line asks for: that it is free, and the word that it is cleared of the lot before. */
export function asksOfLine(line: LineStanding | null): ProductionAsks {
	if (!line || line.severalLots) return { missing: [], fields: [] }
	const { busyWith, previous } = line
	if (busyWith) return { missing: [condition('line', 'line-busy', { order: busyWith.number })], fields: [] }
	if (!previous) return { missing: [], fields: [] }
	const lot = previous.lotCode ?? previous.number
	return {
		missing: [],
		fields: [
			{
				field: 'cleared',
				label: bothWords('clearance.title'),
				type: 'choice',
				required: true,
				choices: [{ value: 'yes', label: bothWords('line.cleared', { lot }) }],
			},
			{ field: 'clearanceNote', label: bothWords('line.note'), type: 'text', required: false },
		],
	}
}

/**
 * What pausing and going on ask for: that the order's lot can be moved along by its own workflow, or stands so already. A
 * lot that is held, say, is decided on first.
 */
export async function asksOfLot(
	ctx: Context,
	lot: OrderHead['lot'],
): Promise<Record<'pause' | 'resume', ProductionAsks>> {
	const definition = lot && (await pinnedDefinition(ctx, 'lot', lot.id))
	const ask = (already: string, key: string): ProductionAsks => {
		if (!lot || lot.status === already) return { missing: [], fields: [] }
		if (definition?.transitions.some((one) => one.key === key && one.from.includes(lot.status)))
			return { missing: [], fields: [] }
		const state = definition?.states.find((one) => one.key === lot.status)?.title ?? lot.status
		return { missing: [condition('lot', 'lot-elsewhere', { lot: lot.code, state })], fields: [] }
	}
	return { pause: ask('paused', 'pause_production'), resume: ask('in_production', 'resume_production') }
}

type Figures = { made: string; components: readonly { within: boolean | null }[] }

/** What ending asks for: that something was made, what had to be read, and why where it is out of tolerance. */
export function asksOfFigures({ made, components }: Figures, unread: readonly LocalizedText[]): ProductionAsks {
	return {
		missing: [
			...(isZero({ value: made, unit: 'C62' }) ? [condition('output', 'nothing-made')] : []),
			...(unread.length > 0 ? [condition('readings', 'readings-missing', { parameters: bothNames(unread) })] : []),
		],
		fields: components.some(({ within }) => within === false)
			? [{ field: 'balanceReason', label: bothWords('balance.reason'), type: 'text', required: true }]
			: [],
	}
}
