package dev.gatehouse.idp.audit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announced changes of this process whose outcome could not be recorded, or whose action ended in an exception. They are
 * closed as soon as the stores answer again, by asking the witnesses; those that do not fit in here are found by the next
 * start, in the chain.
 */
final class UnfinishedChanges {

    private static final Logger log = LoggerFactory.getLogger(UnfinishedChanges.class);
    private static final int MOST = 10_000;

    private final Map<String, ChangeEvent> intents = new ConcurrentHashMap<>();

    void add(EventId id, ChangeEvent intent) {
        if (intents.size() < MOST) {
            intents.put(id.value(), intent);
        } else {
            log.error("More than {} changes wait for their outcome; {} is left to the next start", MOST, id.value());
        }
    }

    int size() {
        return intents.size();
    }

    /** Tries to close each; the first that fails ends the round. */
    void settle(BiConsumer<String, ChangeEvent> close) {
        intents.forEach((id, intent) -> {
            close.accept(id, intent);
            intents.remove(id);
        });
    }
}
