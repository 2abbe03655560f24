"""libical: its tables of what RFC 5546 allows and asks for in each method, and its parser's complaints."""
import gi

gi.require_version('ICalGLib', '3.0')
from gi.repository import ICalGLib  # noqa: E402


def replay(histories):
    return [[check(step) for step in history['steps']] for history in histories]


def check(step):
    return {'shown': None, 'problems': [problem for text in step['messages'] for problem in faults(text)]}


def faults(text):
    component = ICalGLib.Component.new_from_string(text)
    if component is None:
        return ['not a calendar object']
    component.check_restrictions()
    if component.count_errors() == 0:
        return []
    lines = component.as_ical_string().replace('\r\n ', '').split('\r\n')
    return [line for line in lines if line.startswith('X-LIC-ERROR')] or ['errors without a name']
