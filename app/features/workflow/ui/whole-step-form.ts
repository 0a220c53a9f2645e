import type { LocalizedText } from '#app/core/localized.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { stepForm } from '../step.schema.ts'
import type { StepOffer } from '../step-offers.model.ts'

/** The words for what was left out. */
type Words = { field: (label: LocalizedText) => string; reason: string; password: string; code: string }

const isBlank = (value: unknown): boolean => typeof value !== 'string' || value.trim() === ''

/** What was typed for a field; the form keeps a dotted name as objects inside each other. */
function typedFor(values: Record<string, unknown>, path: readonly string[]): unknown {
	let at: unknown = values
	for (const part of path)
		at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined
	return at
}

/** A step's form with everything that was left out said at once, before anything is sent: fields, reason, password, code. */
export const wholeStepForm = (step: StepOffer, asksCode: boolean, words: Words) =>
	stepForm.loose().superRefine((values, ctx) => {
		const report = (path: string[], message: string) => ctx.addIssue({ code: 'custom', path, message })
		for (const { field, label, required } of step.fields) {
			const path = ['field', ...field.split('.')]
			if (required && isBlank(typedFor(values, path))) report(path, words.field(label))
		}
		if ((step.asksReason || step.signature) && (values.reason ?? '').trim().length < LEAST_REASON)
			report(['reason'], words.reason)
		if (!step.signature) return
		if (isBlank(values.password)) report(['password'], words.password)
		if (asksCode && isBlank(values.code)) report(['code'], words.code)
	})
