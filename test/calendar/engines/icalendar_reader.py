"""python-icalendar: what it reads in each message."""
import datetime

import icalendar


def replay(histories):
    return [[{'shown': [read(text) for text in step['messages']], 'problems': []} for step in history['steps']]
            for history in histories]


def read(text):
    [event] = icalendar.Calendar.from_ical(text).walk('VEVENT')
    return {
        'start': utc(event['DTSTART'].dt),
        'end': utc(event['DTEND'].dt),
        'title': str(event.get('SUMMARY', '')),
        'location': str(event.get('LOCATION', '')),
        'description': str(event.get('DESCRIPTION', '')),
        'organizer': [event['ORGANIZER'].params.get('CN', ''), str(event['ORGANIZER'])],
        'attendee': [event['ATTENDEE'].params.get('CN', ''), str(event['ATTENDEE'])],
    }


def utc(time):
    return time.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.000Z')
