import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { MANDATORY_KINDS, NOTICE_KINDS } from '../notice-event.model.ts'
import { DIGEST_RHYTHMS, MAIL_CHOICES, type Preference } from '../preference.model.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const DAYS = [1, 2, 3, 4, 5, 6, 7]

/** Kind of notice by channel, then when mails come. */
export function PreferenceForm({ preference, zones }: { preference: Preference; zones: readonly string[] }) {
	const { t } = useTranslation('notifications')
	const intent = useIntent()
	return (
		<form
			method="post"
			className="flex flex-col gap-4"
			onSubmit={(event) => {
				event.preventDefault()
				intent.send(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>)
			}}
		>
			<Card title={t('preferences.what')} padding="flush">
				<DataTable
					caption={t('preferences.what')}
					rows={NOTICE_KINDS}
					rowKey={(kind) => kind}
					columns={[
						{
							key: 'kind',
							header: t('preferences.kind'),
							role: 'key',
							cell: (kind) => (
								<span className="font-medium">
									{t(`kind.${kind}`)}
									<span className="block text-12 font-normal text-text-3">{t(`kindText.${kind}`)}</span>
								</span>
							),
						},
						{
							key: 'inApp',
							header: t('channel.in-app'),
							cell: (kind) => (
								<Checkbox
									name={`inApp.${kind}`}
									label={`${t('channel.in-app')}: ${t(`kind.${kind}`)}`}
									labelHidden
									disabled={MANDATORY_KINDS.includes(kind)}
									defaultChecked={MANDATORY_KINDS.includes(kind) || (preference.channels[kind]?.inApp ?? true)}
								/>
							),
						},
						{
							key: 'mail',
							header: t('channel.mail'),
							cell: (kind) =>
								MANDATORY_KINDS.includes(kind) ? (
									<span className="text-text-2">{t('preferences.always')}</span>
								) : (
									<Select
										name={`mail.${kind}`}
										aria-label={`${t('channel.mail')}: ${t(`kind.${kind}`)}`}
										defaultValue={preference.channels[kind]?.mail ?? 'off'}
										options={MAIL_CHOICES.map((one) => ({ value: one, label: t(`mailChoice.${one}`) }))}
									/>
								),
						},
					]}
				/>
			</Card>
			<Card title={t('preferences.when')}>
				<FieldGrid>
					<Field label={t('preferences.digest')} name="digest" hint={t('preferences.digestHint')}>
						<Select
							name="digest"
							defaultValue={preference.digest}
							options={DIGEST_RHYTHMS.map((one) => ({ value: one, label: t(`rhythm.${one}`) }))}
						/>
					</Field>
					<Field label={t('preferences.zone')} name="timeZone">
						<Select
							name="timeZone"
							defaultValue={preference.timeZone}
							options={[...new Set([preference.timeZone, ...zones])].map((zone) => ({ value: zone, label: zone }))}
						/>
					</Field>
					<Field label={t('preferences.hour')} name="digestHour">
						<Select
							name="digestHour"
							defaultValue={String(preference.digestHour)}
							options={HOURS.map((hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }))}
						/>
					</Field>
					<Field label={t('preferences.day')} name="digestDay">
						<Select
							name="digestDay"
							defaultValue={String(preference.digestDay)}
							options={DAYS.map((day) => ({ value: String(day), label: t(`day.${day}`) }))}
						/>
					</Field>
					<Field label={t('preferences.quietFrom')} name="quietFrom" hint={t('preferences.quietHint')}>
						<TextInput type="time" name="quietFrom" defaultValue={preference.quietFrom ?? ''} />
					</Field>
					<Field label={t('preferences.quietUntil')} name="quietUntil">
						<TextInput type="time" name="quietUntil" defaultValue={preference.quietUntil ?? ''} />
					</Field>
				</FieldGrid>
			</Card>
			<FormActions>
				<Button type="submit" variant="primary" busy={intent.busy}>
					{t('preferences.save')}
				</Button>
			</FormActions>
		</form>
	)
}
