import { newId } from '#app/core/ids.ts'
import { inOneText, type LocalizedText, localized } from '#app/core/localized.ts'
import { sendNotice } from '#app/features/identity/notify-people.server.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { decideMany } from '#app/features/rules/decide-many.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { openDeviationOf, writeDeviation } from '../write-deviation.server.ts'
import { MeasurementFinding } from './finding.entity.server.ts'
import { byName } from './finding.model.ts'
import type { Measurement } from './measurement-facts.server.ts'
import { readResultMeasurements } from './measurements.queries.server.ts'
import { readParameterMeasurements, readReadingMeasurements } from './parameter-measurements.queries.server.ts'

/** The rule set that watches measured values. */
export const THRESHOLD_WATCH = 'threshold_watch'

/** What was recorded: results by their ids, events with process parameters, or readings of an order. */
export type Recorded = { results: readonly string[] } | { events: readonly string[] } | { readings: readonly string[] }

function readMeasurements(ctx: Context, recorded: Recorded): Promise<Measurement[]> {
	if ('results' in recorded) return readResultMeasurements(ctx, recorded.results)
	if ('events' in recorded) return readParameterMeasurements(ctx, recorded.events)
	return readReadingMeasurements(ctx, recorded.readings)
}

type Judged = { measurement: Measurement; decision: StoredDecision }

/**
 * Lets `threshold_watch` decide on measured values that were recorded, and does what it says in the same unit of work:
 * `warn` notes a finding and tells people; `deviation` opens a deviation with it, or joins the one that is open for the
 * same test of the lot; `hold` does that and places a hold through the lot's workflow. What cannot be decided is noted as
 * a finding. The portal's own doing: no permission is asked. A value that was watched before is not watched again, so
 * that a call that is repeated changes nothing.
 */
export async function watchMeasurements(ctx: Context, recorded: Recorded): Promise<void> {
	const found = await readMeasurements(ctx, recorded)
	const fresh = await notWatchedYet(ctx, found)
	const decisions = await decideMany(ctx, {
		ruleSet: THRESHOLD_WATCH,
		requests: fresh.map((measurement) => ({
			subject: { type: measurement.subjectType, id: measurement.sourceId },
			lotId: measurement.lotId,
			facts: measurement.facts,
		})),
	})
	const judged = fresh.map((measurement, index) => ({ measurement, decision: decisions[index] as StoredDecision }))
	const remarkable = judged.filter(({ decision }) => decision.status !== 'pass')
	for (const [lotId, own] of Map.groupBy(remarkable, (one) => one.measurement.lotId)) await intervene(ctx, lotId, own)
}

async function notWatchedYet(ctx: Context, found: readonly Measurement[]): Promise<Measurement[]> {
	const ids = [...new Set(found.map((one) => one.sourceId))]
	if (ids.length === 0) return []
	const known = await ctx.em.find(
		MeasurementFinding,
		{ sourceId: { $in: ids } },
		{ fields: ['sourceId', 'lotId', 'name'] },
	)
	const keys = new Set(known.map((one) => `${one.sourceId} ${one.lotId} ${one.name}`))
	return found.filter((one) => !keys.has(`${one.sourceId} ${one.lotId} ${one.name}`))
}

/** What the rules say, by the measurement's name; each names it at least once where `named` asks for that. */
const messagesOf = ({ measurement, decision }: Judged, named?: 'named'): LocalizedText[] =>
	decision.rules
		.filter((rule) => rule.counted && rule.status !== 'pass')
		.map(({ message }) => ({
			en: byName(message.en, measurement.name, measurement.called.en, named),
			'zh-CN': byName(message['zh-CN'], measurement.name, measurement.called['zh-CN'], named),
		}))

async function intervene(ctx: Context, lotId: string, judged: readonly Judged[]): Promise<void> {
	const holding = judged.filter(({ decision }) => decision.outcome === 'hold')
	const holdId = holding.length > 0 ? await hold(ctx, lotId, holding) : null
	for (const one of judged) {
		const { measurement, decision } = one
		const isGrave = decision.outcome === 'hold' || decision.outcome === 'deviation'
		const { kind, sourceId, name, reported, unit, minimum, maximum } = measurement
		ctx.em.create(MeasurementFinding, {
			id: newId(),
			lotId,
			kind,
			sourceId,
			name,
			reported,
			unit,
			minimum,
			maximum,
			outcome: decision.outcome,
			messages: messagesOf(one),
			decisionId: decision.id ?? '',
			deviationId: isGrave ? await deviation(ctx, one) : null,
			holdId: decision.outcome === 'hold' ? holdId : null,
			foundAt: ctx.now,
		})
		await ctx.em.flush()
		await tell(ctx, one)
	}
}

/** The deviation that is open for the same test of the lot, or a new one. */
async function deviation(ctx: Context, judged: Judged): Promise<string> {
	const { measurement, decision } = judged
	const open = await openDeviationOf(ctx, measurement.lotId, measurement.name)
	if (open) return open
	const { reported, unit, called } = measurement
	const { id } = await writeDeviation(ctx, {
		lot: { id: measurement.lotId, code: measurement.lotCode },
		title: `${called[ctx.tenant.language]}: ${reported}${unit ? ` ${unit}` : ''} (${limitText(measurement)})`,
		severity: decision.outcome === 'hold' ? 'major' : 'minor',
		reason: localized(inOneText(messagesOf(judged)), ctx.tenant.language),
		openedBy: accountOf(ctx.actor),
		decisionId: decision.id,
	})
	return id
}

const limitText = ({ minimum, maximum }: Measurement): string =>
	minimum !== null && maximum !== null
		? `${minimum}–${maximum}`
		: minimum !== null
			? `≥ ${minimum}`
			: `≤ ${maximum ?? '?'}`

async function hold(ctx: Context, lotId: string, judged: readonly Judged[]): Promise<string | null> {
	const reason = inOneText(judged.flatMap((one) => messagesOf(one, 'named')))
	const placed = await placeHold(ctx, {
		lotId,
		reason,
		source: 'rule',
		rule: { ruleSet: THRESHOLD_WATCH, outcome: 'hold', decisionId: judged[0]?.decision.id ?? null },
	})
	return placed.ok ? placed.value.holdId : null
}

async function tell(ctx: Context, { measurement, decision }: Judged): Promise<void> {
	const { lotCode, lotId, name, called, reported } = measurement
	const isWarning = decision.outcome === 'warn' || decision.outcome === 'unknown'
	await sendNotice(
		ctx,
		{
			title: isWarning
				? {
						en: `${lotCode}: ${called.en} ${reported} is worth a look`,
						'zh-CN': `${lotCode}：${called['zh-CN']} ${reported} 需要关注`,
					}
				: {
						en: `${lotCode}: ${called.en} ${reported} opened a deviation`,
						'zh-CN': `${lotCode}：${called['zh-CN']} ${reported} 已开立偏差`,
					},
			href: `/lots/${lotId}`,
			dedupeKey: `finding:${measurement.sourceId}:${lotId}:${name}`,
			event: isWarning ? 'result_warning' : 'result_deviation',
			severity: isWarning ? 'info' : 'warning',
			about: { type: 'lot', id: lotId, label: lotCode },
			lotId,
			siteId: measurement.siteId,
		},
		[{ role: 'quality_reviewer' }],
	)
}
