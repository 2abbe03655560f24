"""Replays histories of calendar messages through an engine that this project did not write.

    replay.py available             the names of the engines that can run here, as JSON
    replay.py ENGINE < histories    what the engine shows after each step of each history, as JSON

A history is a list of steps. A step has `messages`, sent since the step before, and `stored`, what a calendar that
applied them all would keep: one file for each entry. Receivers read the messages, readers read what is stored.
"""
import importlib
import json
import sys

ENGINES = {
    'evolution': ('evolution', 'gi'),
    'libical': ('grammar', 'gi'),
    'khal': ('khal_reader', 'khal'),
    'icalendar': ('icalendar_reader', 'icalendar'),
    'vobject': ('vobject_reader', 'vobject'),
}


def load(engine):
    return importlib.import_module(ENGINES[engine][0])


def available():
    found = []
    for engine in ENGINES:
        try:
            load(engine)
        except (ImportError, ValueError):  # ValueError: gi knows no such library
            continue
        found.append(engine)
    return found


def main(argument):
    if argument == 'available':
        print(json.dumps(available()))
        return
    histories = json.load(sys.stdin)
    print(json.dumps(load(argument).replay(histories)))


if __name__ == '__main__':
    main(sys.argv[1])
