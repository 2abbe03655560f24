"""vobject: what it reads in each message, with the time zone that the message brings."""
import datetime

import vobject


def replay(histories):
    return [[{'shown': [read(text) for text in step['messages']], 'problems': []} for step in history['steps']]
            for history in histories]


def read(text):
    calendar = vobject.readOne(text)
    [event] = calendar.vevent_list
    return {
        'start': utc(event.dtstart.value),
        'end': utc(event.dtend.value),
        'title': value(event, 'summary'),
        'location': value(event, 'location'),
        'description': value(event, 'description'),
        'organizer': party(event.organizer),
        'attendee': party(event.attendee),
    }


def value(event, name):
    return getattr(event, name).value if hasattr(event, name) else ''


def party(line):
    return [line.params.get('CN', [''])[0], line.value]


def utc(time):
    return time.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.000Z')
