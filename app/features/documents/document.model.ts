export const DOCUMENT_KINDS = [
	'certificate_of_analysis',
	'mill_certificate',
	'certificate_of_conformance',
	'sterilisation_certificate',
	'test_report',
	'batch_record',
	'drawing',
	'quality_certificate',
	'audit_report',
	'other',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** Kinds that count as a lot's certificate in a match check. */
export const CERTIFICATE_KINDS: readonly DocumentKind[] = [
	'certificate_of_analysis',
	'mill_certificate',
	'certificate_of_conformance',
	'sterilisation_certificate',
]

export const VISIBILITIES = ['internal', 'customer', 'public'] as const
/** Who beside the tenant's own people may read a document. */
export type Visibility = (typeof VISIBILITIES)[number]

export type DocumentSubject = 'lot' | 'item' | 'party' | 'deviation' | 'case'
