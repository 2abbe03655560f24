"""Evolution's data server: a real receiver of scheduling messages, with a calendar of its own on disk."""
import datetime
import os

import gi

gi.require_version('EDataServer', '1.2')
gi.require_version('ECal', '2.0')
gi.require_version('ICalGLib', '3.0')
from gi.repository import ECal, EDataServer, ICalGLib  # noqa: E402

if not os.path.exists('/usr/libexec/evolution-calendar-factory'):
    raise ImportError('the calendar factory of evolution-data-server is not installed')

DO_NOT_WAIT = 0xFFFFFFFF  # e_cal_client_connect_sync: a local calendar never says that it is connected
FROM = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc).timestamp()
UNTIL = datetime.datetime(2029, 1, 1, tzinfo=datetime.timezone.utc).timestamp()


def replay(histories):
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = registry.ref_builtin_calendar()
    client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, DO_NOT_WAIT, None)
    return [replay_one(client, history) for history in histories]


def replay_one(client, history):
    answers = []
    for step in history['steps']:
        problems = [problem for text in step['messages'] for problem in receive(client, text)]
        answers.append({'shown': shown(client), 'problems': problems})
    empty(client)
    return answers


def receive(client, text):
    component = ICalGLib.Component.new_from_string(text)
    if component is None:
        return ['not a calendar object']
    try:
        client.receive_objects_sync(component, ECal.OperationFlags.NONE, None)
        return []
    except gi.repository.GLib.Error as error:
        return [error.message]


def shown(client):
    """Asked entry by entry: the index by time still holds a moved occurrence that was cancelled, until a restart."""
    found = []

    def add(component, start, end, _data, _cancellable):
        found.append({
            'start': utc(start),
            'end': utc(end),
            'title': component.get_summary() or '',
            'location': component.get_location() or '',
            'description': component.get_description() or '',
        })
        return True

    _, components = client.get_object_list_sync('#t', None)
    for component in components:
        if component.get_recurrenceid().is_null_time():
            client.generate_instances_for_object_sync(component, int(FROM), int(UNTIL), None, add, None)
    return found


def utc(time):
    seconds = time.as_timet_with_zone(time.get_timezone())
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.000Z')


def empty(client):
    _, components = client.get_object_list_sync('#t', None)
    for uid in {component.get_uid() for component in components}:
        client.remove_object_sync(uid, None, ECal.ObjModType.ALL, ECal.OperationFlags.NONE, None)
