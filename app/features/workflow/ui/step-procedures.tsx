import { useLocation } from '@remix-run/react'
import { BookOpenCheck, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { procedureAddress } from '#app/features/governance/procedure-address.model.ts'
import { KnowledgeText } from '#app/features/governance/ui/knowledge-text.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { RecordStanding } from '../workflow.queries.server.ts'

/** The procedures that the next steps go by: what they say, the signed original, and whether the reader knows them. */
export function StepProcedures({ procedures }: { procedures: RecordStanding['procedures'] }) {
	const { t } = useTranslation(['workflow', 'governance'])
	const { say } = useReader()
	const { pathname } = useLocation()
	if (procedures.length === 0) return null
	return (
		<Card title={t('procedures.title')} padding="flush">
			<ListRows
				label={t('procedures.title')}
				rows={procedures.map((procedure) => {
					const steps = procedure.steps.map(say).join(t('record.and'))
					const { code, title, version, document, own } = procedure
					const address = procedureAddress(code, pathname)
					const asked = t('procedures.for', { steps, version })
					return {
						key: code,
						icon: BookOpenCheck,
						title: title ? `${code} ${say(title)}` : code,
						...(title ? { to: address } : {}),
						...(own === 'known' ? {} : { tone: 'warn' as const }),
						detail: title ? (
							<>
								{asked}
								{own !== 'known' && <span className="block text-c-fg">{t(`governance:own.${own}`)}</span>}
							</>
						) : (
							t('procedures.none', { steps })
						),
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
									<ButtonLink size="sm" to={address}>
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
