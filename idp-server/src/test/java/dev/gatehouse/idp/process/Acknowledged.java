package dev.gatehouse.idp.process;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What a server has said to be done, each answer received in full, and the state that follows from it. */
final class Acknowledged {

    /** An answer of 2xx, and the record that it must have left; the target is empty where the answer does not tell it. */
    record Answer(String requestId, String action, String target) {}

    /** Refresh tokens of one grant: the one to use next and the one used last. */
    record RefreshChain(String next, String spent) {}

    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    /** Access tokens that nobody has tried to revoke, by id. */
    final Map<String, String> alive = new ConcurrentHashMap<>();

    final Queue<String> revoked = new ConcurrentLinkedQueue<>();
    final Queue<String> clients = new ConcurrentLinkedQueue<>();
    final Queue<RefreshChain> chains = new ConcurrentLinkedQueue<>();

    /** Refresh tokens of families that were revoked. */
    final Queue<String> ended = new ConcurrentLinkedQueue<>();

    /** Answers of 503: what they were about may or may not have happened. */
    final AtomicInteger refused = new AtomicInteger();

    void note(String requestId, String action, String target) {
        answers.add(new Answer(requestId, action, target));
    }
}
