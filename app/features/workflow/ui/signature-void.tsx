import { useTranslation } from 'react-i18next'
import type { SignatureStanding } from '#app/features/audit/signature-standing.server.ts'
import { StatusText } from '#app/ui/status/status-text.tsx'

/** Beside a signature that no longer means what it says, why; nothing beside one that stands. */
export function SignatureVoid({ standing }: { standing: SignatureStanding }) {
	const { t } = useTranslation('workflow')
	if (standing === 'good') return null
	return (
		<span className="block">
			<StatusText tone="block" label={t(`record.void.${standing}`)} />
		</span>
	)
}
