package dev.gatehouse.idp.edge;

import java.util.Optional;

/** Something without which this server should get no requests. */
public interface ReadinessCheck {

    /** A word for it: {@code store}. */
    String name();

    /** What is wrong, in a few words without secrets; empty when all is well. Answers within a second. */
    Optional<String> trouble();
}
