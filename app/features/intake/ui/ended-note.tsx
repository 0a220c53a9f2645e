import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import type { ImportView } from '../intake.queries.server.ts'

/** How an import has ended, and what to do next. */
export function EndedNote({ view, mayImport }: { view: ImportView; mayImport: boolean }) {
	const { t } = useTranslation('intake')
	const { say } = useReader()
	const actions = (
		<>
			{view.created > 0 && <ButtonLink to="/lots">{t('page.seeLots')}</ButtonLink>}
			{mayImport && <ButtonLink to="/imports/new">{t('page.again')}</ButtonLink>}
		</>
	)
	if (view.status === 'failed') {
		return (
			<Note tone="block" role="status" title={t('ended.failedTitle')} actions={actions}>
				<p>{view.error ? say(view.error.message) : null}</p>
				{view.created > 0 && <p>{t('ended.cancelledSome', { count: view.created })}</p>}
			</Note>
		)
	}
	if (view.status === 'cancelled') {
		return (
			<Note tone="draft" role="status" title={t('ended.cancelledTitle')} actions={actions}>
				{view.created > 0 ? t('ended.cancelledSome', { count: view.created }) : t('ended.cancelledNothing')}
			</Note>
		)
	}
	const left = view.rows - view.created
	return (
		<Note tone="pass" role="status" title={t('ended.doneTitle', { count: view.created })} actions={actions}>
			<p>{left > 0 ? t('ended.doneText', { count: left }) : t('ended.doneAll')}</p>
			{view.merkleRoot && (
				<p className="mt-1 text-12 text-text-2">
					{t('ended.proof')}: <span className="mono wrap-anywhere whitespace-normal">{view.merkleRoot}</span>
					<span className="block text-text-3">{t('ended.proofText')}</span>
				</p>
			)}
		</Note>
	)
}
