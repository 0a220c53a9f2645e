import type { OpenCaseForm } from '#app/features/cases/case.schema.ts'
import { openCaseSchema } from '#app/features/cases/case.schema.ts'
import { openCase } from '#app/features/cases/open-case.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { actAs, type TestPerson } from './tenant.ts'

/** What a form of a kind sends when it is filled in as it should be. */
export const caseForm = (
	kind: OpenCaseForm['kind'],
	more: Partial<Record<keyof OpenCaseForm, unknown>> = {},
): OpenCaseForm =>
	openCaseSchema.parse({
		kind,
		title: 'Scratched trays',
		description: 'Three of ten trays had scratches.',
		topic: {
			capa: 'audit',
			change: 'parameter',
			complaint: 'product',
			return: 'to_supplier',
			supplier_onboarding: 'new_supplier',
		}[kind],
		...(kind === 'change' ? { change: { lines: [{ what: 'Speed', before: '20', after: '15' }], procedures: [] } } : {}),
		...more,
	})

/** Opens a case as a person does; throws what it was refused for. */
export async function makeCase(
	tenant: TenantInfo,
	person: TestPerson,
	form: OpenCaseForm,
): Promise<{ id: string; number: string }> {
	const opened = await actAs(tenant, person, (ctx) => openCase(ctx, form))
	if (!opened.ok) throw new Error(`Not opened: ${opened.error.code}`)
	return opened.value
}
