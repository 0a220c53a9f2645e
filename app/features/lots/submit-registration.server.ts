import type { Language } from '#app/core/localized.ts'
import { addDocument } from '#app/features/documents/add-document.server.ts'
import { CERTIFICATE_KINDS } from '#app/features/documents/document.model.ts'
import { type StoredFile, storeFile } from '#app/features/documents/store-file.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { problemTexts } from './lot-text.server.ts'
import type { RegisterLotForm } from './lots.schema.ts'
import { toRegisterLot } from './read-register-form.server.ts'
import { registerLot } from './register-lot.server.ts'

/** What the form shows: texts beside its fields. */
export type RegistrationRefusal = { ok: false; fieldErrors?: Record<string, string>; formError?: string }
export type RegistrationAnswer = { ok: true; id: string; code: string } | RegistrationRefusal

/**
 * Registers a lot from the form and adds its certificate to it, both or neither. Run inside one unit of work; the file
 * was stored before it (`storeCertificate`).
 */
export async function submitRegistration(
	ctx: Context,
	form: RegisterLotForm,
	certificate: StoredFile | null,
): Promise<RegistrationAnswer> {
	const lot = await registerLot(ctx, toRegisterLot(form))
	if (!lot.ok) return { ok: false, fieldErrors: problemTexts(ctx.language, lot.error.problems) }
	if (!certificate) return { ok: true, ...lot.value }
	const kind = CERTIFICATE_KINDS.find((one) => one === form.certificateKind) ?? 'certificate_of_analysis'
	const added = await addDocument(ctx, {
		kind,
		title: form.certificateNumber ?? certificate.fileName,
		number: form.certificateNumber,
		issuedOn: form.certificateIssuedOn,
		validUntil: form.certificateValidUntil,
		partyId: form.supplierId,
		links: [{ type: 'lot', id: lot.value.id }],
		file: certificate,
	})
	if (added.ok) return { ok: true, ...lot.value }
	return { ok: false, formError: serverText(ctx.language, 'lots')('register.certificateRefused') }
}

/** Checks and keeps the certificate of a form; null when none was given. */
export async function storeCertificate(
	body: FormData,
	tenantId: string,
	language: Language,
): Promise<{ file: StoredFile | null; refusal: RegistrationRefusal | null }> {
	const given = body.get('certificate')
	if (!(given instanceof File) || given.size === 0) return { file: null, refusal: null }
	const stored = await storeFile(tenantId, new Uint8Array(await given.arrayBuffer()), given.name)
	if (stored.ok) return { file: stored.value, refusal: null }
	const t = serverText(language, 'lots')
	return {
		file: null,
		refusal: {
			ok: false,
			fieldErrors: {
				certificate: t(`certificateProblem.${stored.error.code}`, { defaultValue: t('certificateProblem.other') }),
			},
		},
	}
}

/** Removes a certificate whose lot was refused. */
export async function dropCertificate(file: StoredFile | null): Promise<void> {
	if (file) await getPortal().files.remove(file.key)
}
