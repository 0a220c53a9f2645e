import { z } from 'zod'
import { factReferenceSchema, keySchema, rootConditionSchema, strictLocalizedSchema } from './condition.schema.ts'
import { SUBJECTS } from './fact-catalog.model.ts'
import { CHANNELS, RECIPIENTS } from './notice-route.model.ts'
import { RULE_SET_LIMITS } from './rule-set-limits.model.ts'

const shownValueSchema = z
	.union([strictLocalizedSchema, factReferenceSchema])
	.meta({ description: 'A text with {{fact.path}} and {{threshold.name}} variables, or a fact.' })

const checkSchema = z
	.strictObject({
		label: strictLocalizedSchema.meta({ description: 'What is checked, as it stands before expected and actual.' }),
		expected: shownValueSchema.optional(),
		actual: shownValueSchema.optional(),
	})
	.meta({ id: 'Check' })
/** How a screen shows the rule: what is checked, what is expected, what is there. */
export type Check = z.infer<typeof checkSchema>

/** Who hears of a notice, and how. */
const notifySchema = z
	.strictObject({
		to: z.array(z.enum(RECIPIENTS)).min(1).max(RECIPIENTS.length),
		by: z.array(z.enum(CHANNELS)).min(1).max(CHANNELS.length),
	})
	.meta({ id: 'Notify', description: 'Who hears of a notice and by which channel; for rule sets about notices.' })
export type Notify = z.infer<typeof notifySchema>

const ruleSchema = z
	.strictObject({
		key: keySchema,
		title: strictLocalizedSchema.optional(),
		conditions: rootConditionSchema,
		event: z.strictObject({
			type: keySchema.meta({ description: 'One of the outcomes.' }),
			params: z
				.strictObject({
					message: strictLocalizedSchema.optional(),
					notify: notifySchema.optional(),
					fields: z
						.array(z.string().regex(/^[A-Za-z][A-Za-z0-9_.]{0,80}$/))
						.min(1)
						.max(20)
						.optional()
						.meta({
							description: 'Fields of the form that the rule is about, such as supplierLot or attributes.heat.',
						}),
				})
				.optional(),
		}),
		check: checkSchema.optional(),
		overridable: z.literal(true).optional().meta({ description: 'A signed override may pass this rule.' }),
	})
	.meta({ id: 'Rule', description: 'Conditions describe the violation: while they hold, the event is the outcome.' })
export type Rule = z.infer<typeof ruleSchema>

const testSchema = z
	.strictObject({
		name: z.union([z.string().min(1).max(RULE_SET_LIMITS.textLength), strictLocalizedSchema]),
		today: z.iso.date().optional().meta({ description: 'The day of the test; 2026-01-15 where absent.' }),
		facts: z.record(z.string(), z.union([z.record(z.string(), z.json()), z.null()])),
		expect: z.strictObject({
			outcome: z.string().meta({ description: 'One of the outcomes, or unknown.' }),
			rules: z.record(keySchema, z.enum(['pass', 'warn', 'block', 'unknown'])).optional(),
			missingFacts: z.array(z.string()).optional(),
		}),
	})
	.meta({ id: 'TestCase' })
export type TestCase = z.infer<typeof testSchema>

/** The document of a rule set, `rule-set/1`. Semantic limits are checked by `validateRuleSet`. */
export const ruleSetSchema = z
	.strictObject({
		$schema: z.string().optional(),
		schema: z.literal('rule-set/1'),
		key: keySchema,
		subject: z.enum(SUBJECTS),
		title: strictLocalizedSchema,
		description: strictLocalizedSchema.optional(),
		outcomes: z
			.array(keySchema)
			.min(2)
			.max(RULE_SET_LIMITS.outcomes)
			.meta({ description: 'From best to worst. The first is what a set answers when no rule holds.' }),
		hitPolicy: z
			.enum(['first', 'collect'])
			.meta({ description: 'first: the first rule that holds decides. collect: the worst outcome wins.' }),
		conditions: z.record(keySchema, rootConditionSchema).optional().meta({ description: 'Shared conditions by name.' }),
		rules: z.array(ruleSchema).min(1).max(RULE_SET_LIMITS.rules),
		tests: z.array(testSchema).max(RULE_SET_LIMITS.tests).optional(),
	})
	.meta({ title: 'Rule set', description: 'Conditions on facts with outcomes, evaluated by json-rules-engine.' })
export type RuleSet = z.infer<typeof ruleSetSchema>

/** The day on which saved tests run that name none: derived days stay the same whenever they run. */
export const DEFAULT_TEST_DAY = '2026-01-15'

/** The JSON Schema (draft 2020-12) of rule sets, for editors and other systems. Published as `rules/rule-set.schema.json`. */
export const ruleSetJsonSchema = (): object => z.toJSONSchema(ruleSetSchema, { io: 'input', target: 'draft-2020-12' })
