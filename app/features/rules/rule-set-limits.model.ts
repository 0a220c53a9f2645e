/** What a rule set may hold. Checked when saving, so that evaluation is bounded. */
export const RULE_SET_LIMITS = {
	/** Groups inside groups, counted with shared conditions expanded; the outermost group is 1. */
	depth: 8,
	/** Conditions of a set, counted as written and again with shared conditions expanded. */
	leaves: 200,
	rules: 200,
	sharedConditions: 50,
	tests: 200,
	listValues: 200,
	outcomes: 8,
	textLength: 200,
	/** Nesting and size of the JSON as such, before anything is parsed. */
	jsonDepth: 48,
	jsonNodes: 50_000,
	/** The document as text. */
	characters: 1_000_000,
} as const

/** Names that reach JavaScript's own machinery; refused as a key anywhere. */
export const FORBIDDEN_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype']

/** Words that cannot be an outcome: the engine's emitter uses them, or they mean that nothing was decided. */
export const RESERVED_OUTCOMES: readonly string[] = [
	'unknown',
	'error',
	'success',
	'failure',
	'newListener',
	'removeListener',
]

/** The first part of a template variable that names a condition's own value: `{{threshold.minimum_days}}`. */
export const THRESHOLD_VARIABLE = 'threshold'
