package dev.gatehouse.idp.audit.verify;

import java.util.List;
import java.util.function.Consumer;

/** What is verified: the rows of one moment, as raw as the store holds them, expired ones included. */
public interface TrailSource {

    /** Every row, ordered by chain and then seq. */
    void rows(Consumer<TrailRow> each);

    /** The signing keys, the oldest first. */
    List<PublishedKey> keys();
}
