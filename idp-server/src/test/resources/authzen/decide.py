"""Asks an AuthZEN decision point what a decision file says, and compares. Standard library only.

    decide.py ISSUER CLIENT_ID CLIENT_SECRET FILE

The secrets of the outside are all that it shares with the server: it finds the endpoints through the server's metadata,
makes the model with the file's changes, and asks every question with HTTP Basic and again with a bearer token. Whether the
signed metadata says the same as the metadata is looked at without verifying it.
"""

import base64
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

faults = []
asked = 0


def call(url, body=None, authorization=None, kind="application/json"):
    data = None if body is None else body.encode()
    request = urllib.request.Request(url, data=data, headers={"X-Request-ID": "decision-file"})
    if data is not None:
        request.add_header("Content-Type", kind)
    if authorization:
        request.add_header("Authorization", authorization)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode()


def compare(what, found, expected):
    global asked
    asked += 1
    if found != expected:
        faults.append(f"{what}\n    found    {found}\n    expected {expected}")


def post(url, request, authorization):
    body = json.dumps(request)
    status, headers, first = call(url, body, authorization)
    compare(f"X-Request-ID of {body}", headers["X-Request-ID"], "decision-file")
    if status == 200:
        compare(f"{body} again", call(url, body, authorization)[2], first)
    return status, json.loads(first)


def by_id(named):
    """In order, without whom the file does not name: administrators of the server may do everything."""
    return lambda results: sorted(
        (result for result in results if f'{result["type"]}:{result["id"]}' in named), key=lambda result: result["id"]
    )


def named(changes):
    return {change.get("member") for change in changes} | {change.get("object") for change in changes}


def by_name(results):
    return sorted(results, key=lambda result: result["name"])


def pages(url, request, authorization):
    """All results, two at a time."""
    results, token = [], ""
    while True:
        _, answer = post(url, {**request, "page": {"limit": 2, "token": token}}, authorization)
        compare(f"first member of {request}", next(iter(answer)), "page")
        results += answer["results"]
        token = answer["page"]["next_token"]
        if not token:
            return results


def ask(metadata, file, authorization):
    evaluation = metadata["access_evaluation_endpoint"]
    evaluations = metadata["access_evaluations_endpoint"]
    for case in file["evaluation"]:
        status, answer = post(evaluation, case["request"], authorization)
        compare(case["request"], (status, answer.get("decision")), (200, case["expected"]))
    for case in file["evaluations"]:
        status, answer = post(evaluations, case["request"], authorization)
        decisions = [each["decision"] for each in answer.get("evaluations", [])]
        compare(case["request"], (status, decisions), (200, case["expected"]))
        compare(f"top level of {case['request']}", "decision" in answer, False)
    searches = (
        ("subjectSearch", "search_subject_endpoint", by_id(named(file["changes"]))),
        ("resourceSearch", "search_resource_endpoint", by_id(named(file["changes"]))),
        ("actionSearch", "search_action_endpoint", by_name),
    )
    for name, endpoint, order in searches:
        for case in file[name]:
            _, answer = post(metadata[endpoint], case["request"], authorization)
            compare(case["request"], order(answer["results"]), case["expected"])
            compare(f"pages of {case['request']}", order(pages(metadata[endpoint], case["request"], authorization)),
                    case["expected"])
    for case in file["refused"]:
        compare(case["request"], post(evaluation, case["request"], authorization)[0], case["status"])
    return evaluation


def main(issuer, client, secret, path):
    with open(path, encoding="utf-8") as opened:
        file = json.load(opened)
    metadata = json.loads(call(issuer + "/.well-known/authzen-configuration")[2])
    compare("policy_decision_point", metadata["policy_decision_point"], issuer)
    signed = metadata["signed_metadata"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(signed + "=" * (-len(signed) % 4)))
    compare("iss of signed_metadata", claims["iss"], issuer)

    basic = "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": "gatehouse"})
    token = json.loads(call(issuer + "/oauth2/token", form, basic, "application/x-www-form-urlencoded")[2])
    status, _, made = call(issuer + "/access/v1/changes", json.dumps({"changes": file["changes"]}), basic)
    compare("the model of the file", status, 200)

    for authorization in (basic, "Bearer " + token["access_token"]):
        evaluation = ask(metadata, file, authorization)
    compare("no credentials", call(evaluation, "{}")[0], 401)
    compare("a wrong secret", call(evaluation, "{}", basic[:-4] + "AAAA")[0], 401)
    compare("GET", call(evaluation, None, basic)[0], 405)
    compare("text", call(evaluation, "{}", basic, "text/plain")[0], 415)
    compare("with a charset", call(evaluation, "{}", basic, "application/json; charset=utf-8")[0], 400)

    for fault in faults:
        print(fault)
    print(f"{asked - len(faults)} of {asked} as expected")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
