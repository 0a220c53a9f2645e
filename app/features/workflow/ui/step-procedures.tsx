import { BookOpenCheck, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { KnowledgeText } from '#app/features/governance/ui/knowledge-text.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { RecordStanding } from '../workflow.queries.server.ts'

/** The procedures that the next steps go by: what they say, the signed original, and whether the reader knows them. */
export function StepProcedures({ procedures }: { procedures: RecordStanding['procedures'] }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	if (procedures.length === 0) return null
	return (
		<Card title={t('procedures.title')} padding="flush">
			<ListRows
				label={t('procedures.title')}
				rows={procedures.map((procedure) => {
					const steps = procedure.steps.map(say).join(t('record.and'))
					const { code, title, version, document, own } = procedure
					return {
						key: code,
						icon: BookOpenCheck,
						title: title ? `${code} ${say(title)}` : code,
						...(title ? { to: `/procedures/${encodeURIComponent(code)}` } : {}),
						detail: title ? t('procedures.for', { steps, version }) : t('procedures.none', { steps }),
						aside: title ? (
							<>
								{document && (
									<ButtonLink
										to={`/documents/${document.id}/content`}
										icon={FileText}
										iconOnly
										size="sm"
										reloadDocument
										aria-label={t('procedures.document', { code, title: document.title })}
										title={document.title}
									/>
								)}
								{own === 'known' ? (
									<KnowledgeText knowledge={own} />
								) : (
									<ButtonLink size="sm" to={`/procedures/${encodeURIComponent(code)}`}>
										{t('procedures.acknowledge')}
									</ButtonLink>
								)}
							</>
						) : undefined,
					}
				})}
			/>
		</Card>
	)
}
