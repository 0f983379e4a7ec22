package dev.gatehouse.idp.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An access model to ask about: roles nested ten deep, people in the innermost, folders with documents, three entries on
 * each document. Made over HTTP, a thousand changes at a time.
 */
record BenchModel(int documents) {

    private static final int ROLES = 100;
    private static final int DEPTH = 10;
    private static final int PEOPLE = 1_000;
    private static final int IN_A_FOLDER = 100;
    private static final int BATCH = 1_000;
    private static final int BODIES = 256;
    private static final int IN_A_CALL = 50;

    void make(ServerProcess server, BenchClient client) throws IOException, InterruptedException {
        List<String> changes = changes();
        String token = client.token(server);
        for (int from = 0; from < changes.size(); from += BATCH) {
            client.change(server, token, changes.subList(from, Math.min(changes.size(), from + BATCH)));
        }
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        changes.add(change("object-type.define", "\"type\":\"folder\",\"rights\":[],\"parents\":[]"));
        changes.add(change("object-type.define", "\"type\":\"doc\",\"rights\":[\"sign\"],\"parents\":[\"folder\"]"));
        for (int role = 0; role < ROLES; role++) {
            changes.add(change("role.create", "\"role\":\"r" + role + "\""));
            if (role % DEPTH > 0) {
                changes.add(member(role - 1, "role:r" + role));
            }
        }
        for (int person = 0; person < PEOPLE; person++) {
            changes.add(member(person % (ROLES / DEPTH) * DEPTH + DEPTH - 1, "user:u" + person));
        }
        var random = new SplittableRandom(1);
        for (int doc = 0; doc < documents; doc++) {
            if (doc % IN_A_FOLDER == 0) {
                changes.add(change("object.put", "\"object\":\"folder:" + doc / IN_A_FOLDER + "\""));
            }
            changes.add(change(
                    "object.put", "\"object\":\"doc:" + doc + "\",\"parent\":\"folder:" + doc / IN_A_FOLDER + "\""));
            changes.add(entry(doc, "allow", "role:r" + random.nextInt(ROLES), "read"));
            changes.add(entry(doc, "allow", "user:u" + random.nextInt(PEOPLE), "update"));
            changes.add(entry(doc, "deny", "user:u" + random.nextInt(PEOPLE), "sign"));
        }
        return changes;
    }

    private static String change(String word, String members) {
        return "{\"change\":\"" + word + "\"," + members + "}";
    }

    private static String member(int role, String member) {
        return change("member.add", "\"role\":\"r" + role + "\",\"member\":\"" + member + "\"");
    }

    private static String entry(int doc, String effect, String to, String right) {
        return change(
                "entry.add",
                "\"object\":\"doc:" + doc + "\",\"effect\":\"" + effect + "\",\"to\":\"" + to + "\",\"rights\":[\""
                        + right + "\"]");
    }

    /** One question each. */
    List<String> single() {
        var random = new SplittableRandom(2);
        return IntStream.range(0, BODIES)
                .mapToObj(i -> "{" + subject(random) + ",\"action\":{\"name\":\"read\"}," + resource(random) + "}")
                .toList();
    }

    /** Fifty documents for one person each. */
    List<String> batches() {
        var random = new SplittableRandom(3);
        return IntStream.range(0, BODIES)
                .mapToObj(i -> "{" + subject(random) + ",\"action\":{\"name\":\"read\"},\"evaluations\":["
                        + IntStream.range(0, IN_A_CALL)
                                .mapToObj(item -> "{" + resource(random) + "}")
                                .collect(Collectors.joining(","))
                        + "]}")
                .toList();
    }

    private static String subject(SplittableRandom random) {
        return "\"subject\":{\"type\":\"user\",\"id\":\"u" + random.nextInt(PEOPLE) + "\"}";
    }

    private String resource(SplittableRandom random) {
        return "\"resource\":{\"type\":\"doc\",\"id\":\"" + random.nextInt(documents) + "\"}";
    }
}
