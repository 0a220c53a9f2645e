import { defineEntity, p } from '@mikro-orm/core'
import { decimal, tenantKeys, tenantOnly, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'
import type { PilotScope } from '#app/platform/definitions/definition-life.model.ts'
import type { ChangedRule, ReplayError, ReplayScope, ReplayStatus, Transitions } from './replay.model.ts'

const RuleReplaySchema = defineEntity({
	name: 'RuleReplay',
	tableName: 'rule_replay',
	properties: {
		...tenantKeys,
		...versioned,
		ruleSet: p.text(),
		/** The draft or version that was tried, and its content of that moment: drafts go on changing. */
		candidateId: p.uuid(),
		candidateNumber: p.integer().nullable(),
		candidateHash: p.text(),
		candidate: p.json<Record<string, unknown>>(),
		baseId: p.uuid(),
		baseNumber: p.integer(),
		/** The pilot that ran when the replay began: on its records the candidate is compared with it. */
		pilotId: p.uuid().nullable(),
		pilotNumber: p.integer().nullable(),
		pilotScope: p.json<PilotScope>().nullable(),
		scope: p.json<ReplayScope>(),
		status: p.text().$type<ReplayStatus>(),
		total: p.integer().default(0),
		processed: p.integer().default(0),
		flipped: p.integer().default(0),
		transitions: p.json<Transitions>().onCreate(() => ({})),
		/** How many the engine judged too. */
		rechecked: p.integer().default(0),
		error: p.json<ReplayError>().nullable(),
		cancelRequested: p.boolean().default(false),
		createdBy: p.uuid().nullable(),
		startedAt: p.datetime().nullable(),
		finishedAt: p.datetime().nullable(),
	},
	indexes: [
		{ properties: ['tenantId', 'ruleSet', 'createdAt'] },
		{ properties: ['tenantId', 'candidateId', 'createdAt'] },
	],
	...tenantTable,
})
/** A candidate judged beside the version that decides now, on real decisions or on lots as they stand. */
export class RuleReplay extends RuleReplaySchema.class {}
RuleReplaySchema.setClass(RuleReplay)

const RuleReplayFlipSchema = defineEntity({
	name: 'RuleReplayFlip',
	tableName: 'rule_replay_flip',
	properties: {
		replayId: p.uuid().primary(),
		position: p.integer().primary(),
		...tenantOnly,
		decisionId: p.uuid().nullable(),
		subjectType: p.text(),
		subjectId: p.uuid(),
		lotId: p.uuid().nullable(),
		/** Of the lot at the time of the replay: how much it is about, and the supplier it came from. */
		quantity: decimal().nullable(),
		unit: p.text().nullable(),
		partyId: p.uuid().nullable(),
		/** The version that decides on this record now. */
		baseNumber: p.integer(),
		before: p.text(),
		after: p.text(),
		/** The moment at which the facts count. */
		at: p.datetime(),
		facts: p.json<Record<string, unknown>>(),
		rules: p.json<ChangedRule[]>(),
	},
	...tenantTable,
})
/** One case that the candidate decides otherwise; the facts give both explanations again. */
export class RuleReplayFlip extends RuleReplayFlipSchema.class {}
RuleReplayFlipSchema.setClass(RuleReplayFlip)
