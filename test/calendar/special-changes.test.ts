import { components } from './support/content-lines.ts'
import { Student } from './support/student.ts'
import { at, autumnCourse, meeting, move, without } from './support/timetable.ts'
import { lastOf } from './support/told-in-words.ts'

const before = at('2026-09-28T09:00')
const elsewhere = { location: 'The Bandstand, Park Road' }
const booked = autumnCourse()

describe('sessions that have ended', () => {
  const lastWeek = at('2026-11-18T09:00')
  const over = at('2026-11-25T09:00')

  test('are never spoken of', () => {
    const rewritten = booked.map((session) => ({
      ...session,
      title: 'Other',
      endsAt: new Date(session.endsAt.getTime() + 1),
    }))
    expect(lastOf([before, booked], [over, rewritten])).toEqual([])
    expect(lastOf([before, booked], [over, []])).toEqual([])
    expect(lastOf([before, booked], [lastWeek, without(booked, 's4')])).toEqual([])
  })

  test('stay in the calendar when only the last one of a course is cancelled', () => {
    expect(lastOf([before, booked], [lastWeek, without(booked, 's7')])).toEqual([
      'CANCEL cancelled-one A/1 of 11-24: 11-24T18:30',
    ])
  })

  test('go with the others when a person withdraws from what is left', () => {
    expect(lastOf([before, booked], [lastWeek, []])).toEqual([
      'CANCEL cancelled A/1: 10-13T18:30 x7 without 10-27',
    ])
  })

  test('are left out of a series told anew, where they had moved from a day still to come', () => {
    const moved = move(booked, 's4', '2026-10-29T18:30')
    const relocated = moved.map((session) => ({ ...session, ...elsewhere }))
    expect(lastOf([before, booked], [before, moved], [at('2026-10-30T09:00'), relocated])).toEqual([
      'REQUEST changed A/2: 10-13T18:30 x7 without 10-27 11-03',
    ])
  })

  test('come back when they are put off until later', () => {
    const putOff = move(booked, 's6', '2026-11-20T18:30')
    expect(lastOf([before, booked], [lastWeek, putOff])).toEqual(['REQUEST moved A/1 of 11-17: 11-20T18:30'])
    const muchLater = move(booked, 's5', '2026-12-01T18:30')
    expect(lastOf([before, booked], [lastWeek, muchLater])).toEqual(['REQUEST invited B/0: 12-01T18:30'])
  })
})

describe('an irregular timetable', () => {
  const irregular = [
    '2026-10-13T10:00',
    '2026-10-15T11:00',
    '2026-10-23T12:00',
    '2026-11-02T13:00',
    '2026-11-11T14:00',
  ]
  const sessions = irregular.map((time, index) => meeting(`i${index}`, time))

  test('of more than four entries sends none, and says so', () => {
    expect(new Student().should(sessions, before)).toEqual({ messages: [], tooIrregular: true })
  })

  test('of four entries sends four', () => {
    const { messages, tooIrregular } = new Student().should(sessions.slice(1), before)
    expect(messages).toHaveLength(4)
    expect(tooIrregular).toBe(false)
  })

  test('keeps of a series what can stay, though every session has another time', () => {
    const student = new Student()
    student.should(booked, before)
    const scattered = [
      '10-13T10:00',
      '10-19T11:00',
      '11-05T12:00',
      '11-20T13:00',
      '12-09T14:00',
      '12-21T15:00',
    ]
    const moved = booked.map((session, index) => move([session], session.id, `2026-${scattered[index]!}`)[0]!)
    const loose = sessions
      .slice(0, 4)
      .map(
        (session) => move([session], session.id, `2027-${session.startsAt.toISOString().slice(5, 16)}`)[0]!,
      )
    const { messages, tooIrregular } = student.should([...moved, ...loose], before)
    expect(tooIrregular).toBe(true)
    expect(messages.some(({ change }) => change.kind === 'cancelled')).toBe(false)
  })

  test('leaves the entries alone that a person has', () => {
    const student = new Student()
    student.should(booked, before)
    expect(student.should([...booked, ...sessions], before)).toEqual({ messages: [], tooIrregular: true })
  })
})

describe('a person with another address', () => {
  test('has the entries taken back at the old one and made new at the new one', () => {
    const student = new Student('old@example.org')
    student.should(booked, before)
    student.address = 'new@example.org'
    const { messages } = student.should(booked, before)
    expect(messages.map(({ method, address }) => `${method} ${address}`)).toEqual([
      'CANCEL old@example.org',
      'REQUEST new@example.org',
    ])
    expect(messages[0]!.uid).not.toBe(messages[1]!.uid)
    expect(components(messages[0]!.text, 'VEVENT')[0]!.get('ATTENDEE')!.value).toBe('mailto:old@example.org')
  })

  test('hears nothing at the old one of a course that is over', () => {
    const student = new Student('old@example.org')
    student.should(booked, before)
    student.address = 'new@example.org'
    expect(student.should(booked, at('2026-11-25T09:00')).messages).toEqual([])
    expect(
      student.should([...booked, meeting('extra', '2026-12-01T10:00')], at('2026-11-25T09:00')).messages,
    ).toHaveLength(1)
  })

  test('that differs in case only is the same person', () => {
    const student = new Student('old@example.org')
    student.should(booked, before)
    student.address = 'Old@Example.ORG'
    expect(student.should(booked, before).messages).toEqual([])
  })

  test('or with none, has the entries taken back', () => {
    const student = new Student('old@example.org')
    student.should(booked, before)
    student.address = null
    expect(student.should(booked, before).messages.map(({ method }) => method)).toEqual(['CANCEL'])
    expect(student.should(booked, before).messages).toEqual([])
  })
})
