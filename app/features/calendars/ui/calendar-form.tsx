import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { Select, type SelectOption } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { type CalendarContent, readHours, writeHours } from '../calendar.model.ts'
import { calendarSchema, WEEKDAYS } from '../calendar.schema.ts'
import type { CalendarRow } from '../calendars.queries.server.ts'
import { SpecialDays, type SpecialRow } from './special-days.tsx'

type Props = {
	calendar: CalendarRow | null
	zones: readonly SelectOption[]
	timeZone: string
	isFirst: boolean
	readOnly: boolean
	/** What is typed as a calendar, for what is shown beside; days that cannot be read yet are left out. */
	onContent: (content: CalendarContent) => void
}

const USUAL = ['09:00–18:00', '09:00–18:00', '09:00–18:00', '09:00–18:00', '09:00–18:00', '', '']

const defaultsOf = ({ calendar, timeZone, isFirst }: Props) => {
	const hours = calendar ? calendar.week.map(writeHours) : USUAL
	const [monday = '', tuesday = '', wednesday = '', thursday = '', friday = '', saturday = '', sunday = ''] = hours
	return {
		key: calendar?.key ?? '',
		nameEn: calendar?.name.en ?? '',
		nameZh: calendar?.name['zh-CN'] ?? '',
		timeZone: calendar?.timeZone ?? timeZone,
		...{ monday, tuesday, wednesday, thursday, friday, saturday, sunday },
		special: JSON.stringify(rowsOf(calendar).map(plain)),
		isDefault: calendar?.isDefault ?? isFirst,
		version: calendar?.version ?? '',
		reason: '',
	}
}

const rowsOf = (calendar: CalendarRow | null): SpecialRow[] =>
	(calendar?.special ?? []).map(({ from, to, name, hours }, key) => ({ key, from, to, name, hours: writeHours(hours) }))
const plain = ({ from, to, name, hours }: SpecialRow) => ({ from, to, name, hours })

const contentOf = (timeZone: string, week: readonly string[], rows: readonly SpecialRow[]): CalendarContent => ({
	timeZone,
	week: week.map((hours) => readHours(hours) ?? []),
	special: rows.flatMap(({ from, to, name, hours }) =>
		from && to && from <= to ? [{ from, to, name, hours: readHours(hours) ?? [] }] : [],
	),
})

/** A business calendar, new or to be changed: name, zone, hours of each weekday, special days. */
export function CalendarForm(props: Props) {
	const { calendar, zones, isFirst, readOnly, onContent } = props
	const { t } = useTranslation('calendars')
	const defaults = useMemo(() => defaultsOf(props), [props])
	const form = useServerForm({
		schema: calendarSchema,
		defaultValues: defaults,
		translate: t as (key: string) => string,
	})
	const [rows, setRows] = useState(() => rowsOf(calendar))
	const tell = (next: readonly SpecialRow[]) => {
		const values = form.getValues()
		onContent(
			contentOf(
				values.timeZone,
				WEEKDAYS.map((day) => values[day]),
				next,
			),
		)
	}
	const changeRows = (next: SpecialRow[]) => {
		setRows(next)
		form.setValue('special', JSON.stringify(next.map(plain)), { shouldDirty: true })
		tell(next)
	}
	const retell = { onChange: () => tell(rows) }
	const errors = form.formState.errors as Record<string, unknown>
	const rowError = (place: string): string | undefined => {
		const found = place
			.split('.')
			.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], errors.special)
		const message = (found as { message?: unknown } | undefined)?.message
		return typeof message === 'string' ? t(message as 'form.notADate') : undefined
	}
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
			<input type="hidden" {...form.register('version')} />
			<input type="hidden" {...form.register('special')} />
			<fieldset disabled={readOnly} className="contents">
				<Card title={t('facts')}>
					<FieldGrid>
						<Field {...form.field('nameEn')} label={t('edit.nameEn')} required>
							<TextInput lang="en" {...form.register('nameEn')} />
						</Field>
						<Field {...form.field('nameZh')} label={t('edit.nameZh')} required>
							<TextInput lang="zh-CN" {...form.register('nameZh')} />
						</Field>
						<Field {...form.field('key')} label={t('edit.key')} hint={t('edit.keyHint')} required>
							<TextInput mono readOnly={calendar !== null} {...form.register('key')} />
						</Field>
						<Field {...form.field('timeZone')} label={t('edit.timeZone')} hint={t('edit.timeZoneHint')} required>
							<Select options={zones} {...form.register('timeZone', retell)} />
						</Field>
						<Checkbox
							label={t('edit.isDefault')}
							hint={t(calendar?.isDefault ? 'edit.isDefaultAlready' : 'edit.isDefaultHint')}
							disabled={isFirst && !calendar}
							{...form.register('isDefault')}
						/>
						{isFirst && !calendar && <input type="hidden" name="isDefault" value="on" />}
					</FieldGrid>
				</Card>
				<Card title={t('week')} sub={t('weekSub')}>
					<div className="grid gap-x-4 gap-y-3 desk:grid-cols-2">
						{WEEKDAYS.map((day) => (
							<Field key={day} {...form.field(day)} label={t(`weekday.${day}`)}>
								<TextInput placeholder={t('dayOff')} {...form.register(day, retell)} />
							</Field>
						))}
					</div>
				</Card>
				<SpecialDays
					rows={rows}
					readOnly={readOnly}
					error={form.field('special').error}
					errorAt={rowError}
					onChange={changeRows}
				/>
			</fieldset>
			{!readOnly && (
				<>
					{calendar && (
						<Card>
							<Field {...form.field('reason')} label={t('edit.reason')} hint={t('edit.reasonHint')}>
								<TextInput {...form.register('reason')} />
							</Field>
						</Card>
					)}
					<FormActions sticky note={calendar && t('edit.recomputes')}>
						<Button type="submit" variant="primary" busy={form.busy}>
							{t('form.save')}
						</Button>
						<ButtonLink to="/calendars">{t('form.cancel')}</ButtonLink>
					</FormActions>
				</>
			)}
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}
