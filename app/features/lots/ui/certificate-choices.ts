import type { DocumentKind } from '#app/features/documents/document.model.ts'

/** Kinds of certificate that the form for a lot offers, the usual one first. */
export const CERTIFICATE_CHOICES = [
	'certificate_of_analysis',
	'mill_certificate',
	'certificate_of_conformance',
	'sterilisation_certificate',
] as const satisfies readonly DocumentKind[]
