import type { z } from 'zod'
import type { CaseKind } from './case.model.ts'
import { openCaseSchema } from './case.schema.ts'

type Given = Partial<z.output<typeof openCaseSchema>>

const withParty = (kind: CaseKind | undefined): boolean => kind === 'complaint' || kind === 'return'

/** Asked whatever else is wrong, so that a person learns at once of all that is missing. */
const asked = (path: PropertyKey[], error: string) => ({ path, error, when: () => true })

/**
 * What the form of a new case checks before it is sent: the fields, and what `openCase` would refuse for one reason after
 * the other. A partner's person is not asked for the partner.
 */
export const newCaseSchema = (partner: boolean) =>
	openCaseSchema
		.refine((given: Given) => Boolean(given.topic), asked(['topic'], 'problem.topicNeeded'))
		.refine(
			({ kind, partyId }: Given) => partner || !withParty(kind) || Boolean(partyId),
			asked(['partyId'], 'refused.party-missing'),
		)
		.refine(
			({ kind, lots }: Given) => kind !== 'return' || Boolean(lots?.some((lot) => lot.code)),
			asked(['lots', 0, 'code'], 'refused.lots-missing'),
		)
		.superRefine(({ kind, lots }: Given, issues) => {
			if (kind !== 'return') return
			for (const [index, { code, quantity }] of (lots ?? []).entries())
				if (code && !(Number(quantity) > 0))
					issues.addIssue({
						code: 'custom',
						path: ['lots', index, 'quantity'],
						message: `refused.quantity-missing|${code}`,
					})
		})
