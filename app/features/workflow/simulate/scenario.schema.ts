import { z } from 'zod'
import { localizedTextSchema } from '#app/core/localized.ts'
import { DURATION_PATTERN, isLongerThanZero } from '../duration.model.ts'

/** The moment at which a scenario begins where it names none: a Monday morning. */
export const SCENARIO_START = '2026-01-05T08:00:00.000Z'

/** What a step may be refused for; the codes of the interpreter. */
export const REFUSAL_CODES = [
	'permission',
	'guard',
	'field',
	'signature',
	'approval',
	'training',
	'state',
	'trigger',
] as const

const key = z.string().regex(/^[a-z][A-Za-z0-9_-]{0,59}$/)
const field = z
	.string()
	.max(60)
	.regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/)
const course = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/)
const day = z.iso.date()
const duration = z.string().max(30).regex(DURATION_PATTERN).refine(isLongerThanZero)
const value = z.union([z.string().max(500), z.number(), z.boolean(), z.null()])

/** What is taken for granted while a step is tried: outcomes by rule set, fields of the record, trainings passed. */
const assumptionsSchema = z.strictObject({
	decisions: z.record(key, key).optional(),
	fields: z.record(field, value).optional(),
	trained: z.array(course).max(40).optional(),
})

/** Where the record then stands, and what the step is refused for; without `refused` it has to be granted. */
const expectationSchema = z.strictObject({
	state: key.optional(),
	refused: z.array(z.enum(REFUSAL_CODES)).min(1).max(REFUSAL_CODES.length).optional(),
})

const byPerson = {
	transition: key,
	by: key,
	reason: z.string().max(500).optional(),
	sign: z.boolean().optional(),
	assume: assumptionsSchema.optional(),
	expect: expectationSchema.optional(),
}

const scenarioStepSchema = z.discriminatedUnion('do', [
	z.strictObject({ do: z.literal('take'), ...byPerson }),
	z.strictObject({ do: z.literal('approve'), ...byPerson }),
	z.strictObject({ do: z.literal('rule'), ruleSet: key, outcome: key, expect: expectationSchema.optional() }),
	z.strictObject({
		do: z.literal('system'),
		transition: key,
		assume: assumptionsSchema.optional(),
		expect: expectationSchema.optional(),
	}),
	z.strictObject({ do: z.literal('wait'), for: duration, expect: expectationSchema.optional() }),
])

/** The working days of the place in which a scenario plays. */
const scenarioCalendarSchema = z.strictObject({
	weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
	daysOff: z.array(day).max(100).optional(),
	extraDays: z.array(day).max(100).optional(),
	utcOffsetMinutes: z.int().min(-840).max(840).optional(),
})

const personSchema = z.strictObject({ key, roles: z.array(key).max(10) })

/** A test case of a workflow: people, a moment, and what happens step by step with what should come of it. */
export const scenarioSchema = z.strictObject({
	name: localizedTextSchema.strict(),
	start: key.optional(),
	at: z.iso.datetime().optional(),
	calendar: scenarioCalendarSchema.optional(),
	people: z.array(personSchema).max(20),
	requester: key.optional(),
	lastEditor: key.optional(),
	steps: z.array(scenarioStepSchema).min(1).max(100),
})

export type Scenario = z.infer<typeof scenarioSchema>
export type ScenarioStep = z.infer<typeof scenarioStepSchema>
export type ScenarioPerson = z.infer<typeof personSchema>
export type ScenarioCalendar = z.infer<typeof scenarioCalendarSchema>
export type Assumptions = z.infer<typeof assumptionsSchema>
export type Expectation = z.infer<typeof expectationSchema>
