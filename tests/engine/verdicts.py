#!/usr/bin/python3
"""Compare JSON reports with expectations, or with each other.

    verdicts.py containers REPORT TABLE [ABSENT...]
        Each row of TABLE against the findings on the container of its name; a
        control of ABSENT must be not-applicable whatever the table says.
    verdicts.py daemon REPORT TABLE NAME
        The row NAME against the status of the controls as a whole.
    verdicts.py same REPORT OTHER
        All controls are the same, to the letter.
    verdicts.py weaker REPORT OTHER
        OTHER was made with fewer rights: no container, no control passes that
        does not pass in REPORT, none fails that does not fail there, and what
        could not be read says why.

Prints a line for each wrong verdict, and "N passed, M failed" at the end.
"""
import json
import re
import sys

WORST_FIRST = ["error", "fail", "waived", "manual", "pass", "not-applicable"]


def worst(statuses):
    return min(statuses, key=WORST_FIRST.index, default="none")


def read(path):
    with open(path, encoding="utf-8") as report:
        return json.load(report)


def read_table(path):
    """{name: (base or None, {control: status})}, from the last column."""
    table = {}
    for line in open(path, encoding="utf-8"):
        if not line.strip() or line[0] in "#!":
            continue
        name, *_, last = [cell.strip() for cell in line.split("|")]
        words = last.split()
        base = words.pop(0) if words and "=" not in words[0] else None
        table[name] = (base, dict(word.split("=") for word in words))
    return table


def expected(table, name):
    base, differences = table[name]
    return {**(expected(table, base) if base else {}), **differences}


def of_containers(report):
    """{(control or check, container): worst status}"""
    statuses = {}
    for control in report["controls"]:
        for finding in control["findings"]:
            subject = finding["subject"]
            if subject["kind"] != "container":
                continue
            # A task of a swarm: service.1.id
            name = re.sub(r"(\.\d+)\.[a-z0-9]{25}$", r"\1", subject["name"])
            for about in (control["id"], finding["check"]):
                statuses.setdefault((about, name), []).append(finding["status"])
    return {key: worst(value) for key, value in statuses.items()}


def of_controls(report, name):
    """{(control or check, name): status}"""
    statuses = {}
    for control in report["controls"]:
        statuses[control["id"], name] = control["status"]
        for finding in control["findings"]:
            key = finding["check"], name
            statuses[key] = worst([finding["status"],
                                   statuses.get(key, "not-applicable")])
    return statuses


def compare_table(table, names, actual, absent):
    for name in names:
        for about, status in expected(table, name).items():
            if status == "-":
                continue
            status = "not-applicable" if about in absent else status
            got = actual.get((about, name), "none")
            yield None if got == status else (
                f"{about} of {name}: expected {status}, is {got}")


def containers(report, path, *absent):
    table = read_table(path)
    return compare_table(table, table, of_containers(read(report)), absent)


def daemon(report, path, name):
    return compare_table(read_table(path), [name],
                         of_controls(read(report), name), ())


def same(report, other):
    for one, two in zip(read(report)["controls"], read(other)["controls"],
                        strict=True):
        yield None if one == two else f"{one['id']} differs"


def weaker(report, other):
    one, two = read(report), read(other)
    for kind in (of_containers, lambda report: of_controls(report, "all")):
        strong, weak = kind(one), kind(two)
        for key, status in weak.items():
            got = strong.get(key, "none")
            yield None if status not in ("pass", "fail") or got == status else (
                f"{key[0]} of {key[1]}: {status} with fewer rights, {got} as root")
    for control in two["controls"]:
        for finding in control["findings"]:
            if finding["status"] != "error":
                continue
            yield None if finding["message"] else (
                f"{control['id']} of {finding['subject']['name']}: no reason")


def main(what, *paths):
    passed = failed = 0
    for wrong in {"containers": containers, "daemon": daemon, "same": same,
                  "weaker": weaker}[what](*paths):
        if wrong:
            failed += 1
            print(f"wrong: {wrong}")
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed")


if __name__ == "__main__":
    main(*sys.argv[1:])
