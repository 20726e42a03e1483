"""Shows answers to REDbot: [{url, method, headers}] in, for each its status and what is BAD or WARN.

Beside the answer itself REDbot asks again for what it promises: compressed, conditionally, in parts.
"""

import json
import sys
from configparser import ConfigParser

import thor
from redbot.resource import HttpResource

AT_ONCE = 8
TROUBLE = ("BAD", "WARN")


def told(notes):
    for note in notes:
        if note.level.name in TROUBLE:
            yield f"{note.level.name} {note.__class__.__name__}: {note.summary} ({note.subject})"
        yield from told(note.subnotes)


def main():
    questions = json.load(sys.stdin)
    answers = [None] * len(questions)
    parser = ConfigParser()
    parser.read_dict({"redbot": {"enable_local_access": "True"}})
    waiting = list(enumerate(questions))
    under_way = set()

    def go_on():
        while waiting and len(under_way) < AT_ONCE:
            ask(*waiting.pop(0))
        if not waiting and not under_way:
            thor.stop()

    def ask(number, question):
        # Asking again it compares bodies, and takes two answers to HEAD for the same.
        resource = HttpResource(parser["redbot"], active_checks_enabled=question["method"] != "HEAD")
        resource.set_request(question["url"], question["method"], list(question["headers"].items()))
        under_way.add(number)

        def done():
            response = resource.response
            # An answer that broke off has no status worth the name.
            answers[number] = {
                "status": response.status_code if response.complete else None,
                "error": str(resource.fetch_error) if resource.fetch_error else None,
                "notes": sorted(set(told(response.notes))),
            }
            under_way.discard(number)
            thor.schedule(0, go_on)

        resource.on("check_done", done)
        resource.check()

    thor.schedule(0, go_on)
    thor.run()
    json.dump(answers, sys.stdout)


main()
