import { Mail, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Contact } from '../provenance.queries.server.ts'

/** Where to ask, and to say that something about the product is wrong. */
export function ContactCard({ contact, code }: { contact: Contact | null; code?: string | null }) {
	const { t } = useTranslation('provenance')
	return (
		<Card title={t('contact.title')}>
			<p className="text-text-2">{t('contact.text')}</p>
			{contact ? (
				<div className="mt-3 flex flex-wrap items-center gap-2">
					<Button asChild icon={Mail}>
						<a href={`mailto:${contact.email}${code ? `?subject=${encodeURIComponent(code)}` : ''}`}>
							{t('contact.feedback')}
						</a>
					</Button>
					{contact.phone && (
						<Button asChild variant="ghost" icon={Phone}>
							<a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, '')}`}>{contact.phone}</a>
						</Button>
					)}
					<span className="print-only">{[contact.email, contact.phone].filter(Boolean).join(' · ')}</span>
				</div>
			) : (
				<p className="mt-2 text-text-2">{t('contact.onLabel')}</p>
			)}
		</Card>
	)
}
