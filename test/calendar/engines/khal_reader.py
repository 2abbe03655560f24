"""khal: reads calendar files into a database of its own and puts moved occurrences in their place."""
import datetime
import os
import tempfile

import pytz
from khal.khalendar import CalendarCollection

LONDON = pytz.timezone('Europe/London')
LOCALE = {
    'local_timezone': pytz.UTC,
    'default_timezone': LONDON,
    'timeformat': '%H:%M',
    'dateformat': '%Y-%m-%d',
    'longdateformat': '%Y-%m-%d',
    'datetimeformat': '%Y-%m-%d %H:%M',
    'longdatetimeformat': '%Y-%m-%d %H:%M',
    'unicode_symbols': True,
    'firstweekday': 0,
    'weeknumbers': False,
}
FROM = pytz.UTC.localize(datetime.datetime(2026, 1, 1))
UNTIL = pytz.UTC.localize(datetime.datetime(2029, 1, 1))


def replay(histories):
    return [[{'shown': shown(step['stored']), 'problems': []} for step in history['steps']] for history in histories]


def shown(files):
    with tempfile.TemporaryDirectory() as folder:
        for index, text in enumerate(files):
            with open(os.path.join(folder, f'{index}.ics'), 'w', encoding='utf-8', newline='') as file:
                file.write(text)
        calendar = {'path': folder, 'color': '', 'readonly': True, 'priority': 10, 'ctype': 'calendar'}
        collection = CalendarCollection({'college': calendar}, dbpath=':memory:', locale=LOCALE)
        return [described(event) for event in collection.get_localized(FROM, UNTIL)]


def described(event):
    return {
        'start': utc(event.start),
        'end': utc(event.end),
        'title': str(event.summary),
        'location': str(event.location),
        'description': str(event.description),
    }


def utc(time):
    return time.astimezone(pytz.UTC).strftime('%Y-%m-%dT%H:%M:%S.000Z')
