import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ChoiceList, hasNoChoice } from '#app/core/choice.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { DisclosureLevel } from '../network.model.ts'
import { offerSchema } from '../network.schema.ts'
import { LevelField } from './level-field.tsx'

type Props = { parties: ChoiceList; days: number; onClose: () => void }

/** Offers a partner a connection, then shows the link, once. */
export function OfferDialog({ parties, days, onClose }: Props) {
	const { t } = useTranslation('network')
	const [link, setLink] = useState<string | null>(null)
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			keepOpenOnOutside
			title={link ? t('offer.linkTitle') : t('offer.title')}
			description={link ? t('offer.linkText', { count: days }) : t('offer.text')}
		>
			{link ? (
				<Link link={link} onDone={onClose} />
			) : hasNoChoice(parties) ? (
				<NoParties />
			) : (
				<OfferForm parties={parties} onClose={onClose} onMade={setLink} />
			)}
		</Dialog>
	)
}

function NoParties() {
	const { t } = useTranslation('network')
	return (
		<>
			<p>{t('offer.noParties')}</p>
			<DialogFooter flush>
				<ButtonLink to="/parties/new" variant="primary">
					{t('join.addParty')}
				</ButtonLink>
			</DialogFooter>
		</>
	)
}

function Link({ link, onDone }: { link: string; onDone: () => void }) {
	const { t } = useTranslation('network')
	const [copied, setCopied] = useState(false)
	const copy = async () => {
		await navigator.clipboard.writeText(link)
		setCopied(true)
	}
	return (
		<>
			<p
				data-testid="offer-link"
				className="rounded-2 border border-line bg-surface-2 px-3 py-2 font-mono wrap-anywhere select-all"
			>
				{link}
			</p>
			<DialogFooter flush>
				<Button icon={copied ? Check : Copy} onClick={copy}>
					{copied ? t('offer.copied') : t('offer.copy')}
				</Button>
				<Button variant="primary" onClick={onDone}>
					{t('offer.done')}
				</Button>
			</DialogFooter>
		</>
	)
}

function OfferForm({ parties, onClose, onMade }: Omit<Props, 'days'> & { onMade: (link: string) => void }) {
	const { t } = useTranslation(['network', 'common'])
	const form = useServerForm({
		schema: offerSchema,
		action: '/network',
		defaultValues: { partyId: '', disclosure: 'attributes' as DisclosureLevel },
		translate: (key) => t(key as 'problem.other'),
		onSaved: (answer) => onMade((answer as { link: string }).link),
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<Field {...form.field('partyId')} label={t('offer.party')} required>
				<FormChooser control={form.control} name="partyId" list={parties} placeholder={t('offer.choose')} />
			</Field>
			<LevelField legend={t('offer.level')} error={form.field('disclosure').error} {...form.register('disclosure')} />
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant="primary" busy={form.busy}>
					{t('offer.submit')}
				</Button>
			</DialogFooter>
		</form>
	)
}
