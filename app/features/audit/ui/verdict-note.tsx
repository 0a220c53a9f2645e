import { useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { auditAddress } from '../audit-address.ts'
import type { CheckAnswer } from '../check-answer.ts'

/** What a check came to: every entry agrees, or the first that does not, and what to do. */
export function VerdictNote({ check }: { check: CheckAnswer }) {
	const { t } = useTranslation('audit')
	const [search] = useSearchParams()
	if (check.kind === 'too-long') {
		return (
			<Note tone="warn" role="status" title={t('verdict.tooLongTitle')}>
				{t('verdict.tooLong', { most: check.most, tenant: check.tenant })}
			</Note>
		)
	}
	const { firstBad, checked } = check.verdict
	if (!firstBad) {
		return (
			<Note tone="pass" role="status" title={t('verdict.goodTitle')}>
				{t('verdict.goodText', { count: checked })}
			</Note>
		)
	}
	const { seq, reason } = firstBad
	const see = (
		<ButtonLink to={auditAddress(search, { entry: String(seq) })} size="sm">
			{t('verdict.see', { seq })}
		</ButtonLink>
	)
	return (
		<Note tone="block" role="alert" title={t('verdict.badTitle', { seq })} actions={reason !== 'missing' && see}>
			<p>{t(`verdict.${reason}`, { seq })}</p>
			<p className="text-text-2">{t('verdict.next')}</p>
		</Note>
	)
}
