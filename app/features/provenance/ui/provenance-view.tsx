import { Mail, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTenantReader } from '#app/platform/i18n/use-tenant-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Verdict } from '#app/ui/layout/verdict.tsx'
import type { Provenance } from '../read-provenance.server.ts'
import { CertificatesCard } from './certificates-card.tsx'
import { ContactCard } from './contact-card.tsx'
import { IntegrityCard } from './integrity-card.tsx'
import { JourneyCard, OriginsCard } from './journey-card.tsx'
import { ProductCard, RecallCard } from './product-card.tsx'
import { VERDICT_TONES } from './verdict-look.ts'

type Props = {
	provenance: Provenance
	timeZone: string
	serial?: string | null
	actions?: ReactNode
	children?: ReactNode
}

/** What a lot is and whether it may be used: the answer first, then where it comes from. */
export function ProvenanceView({ provenance, timeZone, serial = null, actions, children }: Props) {
	const recalled = provenance.verdict === 'recalled'
	return (
		<div className="flex flex-col gap-4">
			<VerdictPart provenance={provenance} timeZone={timeZone} actions={actions} />
			{children}
			<div className="grid items-start gap-4 desk:grid-cols-2">
				<Stack>
					<ProductCard provenance={provenance} serial={serial} />
					{recalled && provenance.recall && <RecallCard provenance={provenance} timeZone={timeZone} />}
					<CertificatesCard provenance={provenance} />
					<IntegrityCard provenance={provenance} timeZone={timeZone} />
				</Stack>
				<Stack>
					<JourneyCard provenance={provenance} />
					<OriginsCard provenance={provenance} />
					<ContactCard contact={provenance.contact} code={provenance.code} />
				</Stack>
			</div>
		</div>
	)
}

/** The sentence under the verdict. A recall speaks with the words of the case, where there is one. */
function VerdictPart({ provenance, timeZone, actions }: Props) {
	const { t } = useTranslation('provenance')
	const { say, dateTime, date } = useTenantReader(timeZone)
	const { verdict, recall, contact, dates } = provenance
	const text =
		verdict === 'recalled' && recall
			? say(recall.instructions)
			: t(`verdict.${verdict}.text`, {
					at: dateTime(provenance.checkedAt),
					on: dates.expiresOn ? date(dates.expiresOn) : '',
				})
	return (
		<Verdict
			tone={VERDICT_TONES[verdict]}
			title={t(`verdict.${verdict}.title`)}
			actions={
				<>
					{actions}
					{verdict !== 'released' && contact?.phone && (
						<Button asChild icon={Phone}>
							<a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, '')}`}>{t('contact.call')}</a>
						</Button>
					)}
					{verdict === 'recalled' && contact?.email && (
						<Button asChild icon={Mail}>
							<a href={`mailto:${contact.email}`}>{t('contact.write')}</a>
						</Button>
					)}
				</>
			}
		>
			<p className="whitespace-pre-line">{text}</p>
			{verdict === 'recalled' && (
				<p className="mt-1 text-text-2">{t('checked', { at: dateTime(provenance.checkedAt) })}</p>
			)}
		</Verdict>
	)
}
